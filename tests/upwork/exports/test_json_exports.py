"""Whole JSON exports, from file to Export."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.source.errors import ExportError
from advisor.upwork.exports.model import Export, ExportKind
from advisor.upwork.exports.recognise import read_export
from tests.upwork.exports.export_text import text_of
from tests.upwork.exports.json_answers import as_text, read, read_text, refused

FILES = Path(__file__).parent / "files"


@pytest.mark.parametrize(
    "name", ["api_contracts.json", "api_history.json", "api_offers.json", "api_rooms.json", "work_history.js"]
)
def test_a_file_says_all_this(name: str) -> None:
    path = FILES / name

    assert text_of(read_export(str(path), short=name)) == path.with_suffix(".txt").read_text("utf-8")


def test_progress_gets_the_bytes() -> None:
    path = FILES / "work_history.js"
    seen: list[int] = []

    read_export(str(path), progress=seen.append)

    assert seen == [path.stat().st_size]


def test_a_byte_order_mark_is_no_part_of_it(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(b'\xef\xbb\xbf{"contracts": [{"id": "1", "title": "\xc3\xbc"}]}')

    assert [contract.key.title for contract in read_export(str(file)).contracts] == ["ü"]


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(b'{"a": "\xff"}')

    with pytest.raises(ExportError) as caught:
        read_export(str(file))

    assert [diagnostic.code for diagnostic in caught.value.diagnostics] == ["file-encoding"]


@pytest.mark.parametrize("name", ["api_contracts.json", "api_history.json", "api_offers.json"])
def test_the_data_alone_is_read_too(name: str) -> None:
    answer = json.loads((FILES / name).read_text("utf-8"))
    answers = answer if isinstance(answer, list) else [answer]

    for answer in answers:
        assert len(read(answer["data"]).contracts) == len(read({"data": answer["data"]}).contracts)


def test_contracts_as_a_list_of_a_script_are_read() -> None:
    contract = {"id": "1", "title": "T", "status": "ACTIVE", "startDate": "2026-01-05"}

    assert as_text({"fetchedAt": "2026-11-20", "count": 1, "contracts": [contract]}) == (
        "API answer, 1 rows\n"
        "id '1', title 'T' (contracts[0])\n"
        "  status: active (exact, contracts[0].status)\n"
        "  started: 2026-01-05 (exact, contracts[0].startDate)\n"
    )


def test_edges_and_nodes_are_looked_through() -> None:
    node = {"id": 35695275, "status": "ACTIVE", "clientOrgId": "9"}

    assert as_text({"data": {"mine": {"edges": [{"cursor": "", "node": node}]}}}) == (
        "API answer, 1 rows\n"
        "id '35695275', client id '9' (data.mine.edges[0].node)\n"
        "  status: active (exact, data.mine.edges[0].node.status)\n"
    )


ERRORS = [{"message": "No\x1b[31m", "path": ["contractList"]}, None, {"message": None}, {"message": "No"}]


@pytest.mark.parametrize("data", [{}, {"data": None}, {"data": {"contractList": {"contracts": None}}}])
def test_an_answer_of_errors_alone_is_refused(data: dict[str, Any]) -> None:
    assert refused(json.dumps({**data, "errors": ERRORS})) == (
        'x.json:1:1: error[export-empty]: the answer holds errors and nothing else; the first one is "No"\n'
        "    hint: check the key and what it may ask, and save a new answer"
    )


@pytest.mark.parametrize("errors", [[], [None], [{"message": None}], None, "No"])
def test_errors_that_say_nothing_make_no_export_of_what_is_none(errors: object) -> None:
    assert refused(json.dumps({"errors": errors, "foo": 1})) == (
        "x.json:1:1: error[export-unknown]: the JSON has the keys errors, foo; expected an answer of "
        "the platform's API (such as contractList, talentWorkHistory or freelancerProfile), or the work "
        "history of a profile page\n    hint: see docs/exports.md"
    )


@pytest.mark.parametrize("contracts", [[], [{"id": "1", "title": "T"}]])
def test_errors_beside_data_are_told(contracts: list[Any]) -> None:
    alone = {"data": {"contractList": {"contracts": contracts}}}

    assert sorted(as_text({**alone, "errors": ERRORS}).splitlines()) == sorted(
        [
            *as_text(alone).splitlines(),
            'note: The platform answered with an error of contractList: "No". [errors[0]]',
            'note: The platform answered with an error: "No". [errors[3]]',
        ]
    )


def test_an_entry_without_number_and_title_is_left_out() -> None:
    entry = {"id": None, "title": " ", "status": "ACTIVE", "clientOrganization": {"id": "7", "name": "Co"}}

    assert as_text({"data": {"contractList": {"contracts": [entry, entry]}}}) == (
        "API answer, 2 rows\n"
        "note: 2 entries are left out, as they have neither numbers nor titles. "
        "[data.contractList.contracts[0]]\n"
    )


def test_an_answer_without_contracts_is_an_answer() -> None:
    export = read({"data": {"vendorContracts": {"contracts": []}}})

    assert (export.kind, export.rows, [note.text for note in export.notes]) == (
        ExportKind.API,
        0,
        ["The file has no entries."],
    )


def test_other_people_and_job_posts_are_not_mine() -> None:
    stats = {"jobSuccessScore": 88, "topRatedStatus": "top_rated"}
    answer = {
        "freelancerProfile": {"aggregates": None},
        "search": {"edges": [{"node": {"aggregates": stats}}]},
        "job": {"id": "1", "title": "Wanted", "startDate": "2026-01-01", "qualification": stats},
        "clientCompany": {"agencyDetails": stats},
    }

    assert as_text({"data": answer}) == "API answer, 0 rows\nnote: The file has no entries.\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{}", "the JSON is empty"),
        ("[]", "the JSON is a list of no objects"),
        ("[1]", "the JSON is a list of no objects"),
        ("12", "the JSON is no object"),
        ('{"name": "x", "a b": 1}', 'the JSON has the keys name, ["a b"]'),
        ('{"data": {"weather": {"sun": true}}}', "the JSON has the keys weather"),
        (
            json.dumps(dict.fromkeys("abcdefghij", 1)),
            "the JSON has the keys a, b, c, d, e, f, g, h and 2 more",
        ),
    ],
)
def test_other_json_is_refused_with_what_it_has(text: str, found: str) -> None:
    assert refused(text) == (
        f"x.json:1:1: error[export-unknown]: {found}; expected an answer of the platform's API (such as "
        "contractList, talentWorkHistory or freelancerProfile), or the work history of a profile page\n"
        "    hint: see docs/exports.md"
    )


def test_wrong_values_are_all_named_with_their_lines() -> None:
    text = """{"data": {"contractList": {"contracts": [
      {"id": {}, "title": 7, "status": "ACTIVE",
       "startDate": "31/12/2026", "terms": "none"},
      {"id": "=1+1", "feedbackToTheFreelancer": {"score": "abc"}, "clientOrganization": []},
      "x"
    ]}}}"""
    hint = "\n    hint: download or save the file again; if it is so there too, correct it"
    place = "data.contractList.contracts"

    assert refused(text) == "\n".join(
        f"x.json:{line}: error[export-cell]: {place}{message}{hint}"
        for line, message in [
            ("2:14", "[0].id: an id such as 35695275 was expected, not an object"),
            ("2:27", "[0].title: a text was expected, not 7"),
            (
                "3:21",
                '[0].startDate: a day such as 2026-11-17 or "Nov 17, 2026", with or without the time, was '
                'expected, not "31/12/2026"',
            ),
            ("3:44", '[0].terms: an object in braces was expected, not "none"'),
            ("4:14", '[1].id: an id such as 35695275 was expected, not "=1+1"'),
            (
                "4:59",
                "[1].feedbackToTheFreelancer.score: a score from 1 to 5, or 0 for none, was expected, not"
                ' "abc"',
            ),
            ("4:89", "[1].clientOrganization: an object in braces was expected, not a list"),
            ("5:7", '[2]: an object in braces was expected, not "x"'),
        ]
    )


def test_hostile_names_are_kept_as_text() -> None:
    title = '\x1b[31mred\x1b[0m\n"quoted" \ud83d'
    contract = {
        "id": "1",
        "status": "ACTIVE",
        "title": title,
        "clientOrganization": {"name": "=cmd|' /C'!A0"},
    }

    export = read({"data": {"contractDetails": contract}})

    assert [(contract.key.title, contract.key.client) for contract in export.contracts] == [
        ('\x1b[31mred\x1b[0m\n"quoted" \ufffd', "=cmd|' /C'!A0")
    ]
    assert [(note.text, note.place) for note in export.notes] == [
        (
            "A text looks like a formula of a spreadsheet; it is kept as plain text.",
            "data.contractDetails.clientOrganization.name",
        )
    ]


FIELDS = sorted(
    {key for file in FILES.glob("api_*.json") for key in re.findall(r'"(\w+)":', file.read_text("utf-8"))}
    | {
        "dateWorkedOn",
        "endedOn",
        "nSS100BwScore",
        "pageItems",
        "paused",
        "startedOn",
        "stats",
        "totalCharges",
    }
)
WORDS = ["ACTIVE", "CLOSED", "CANCELLED", "Open", "Disputed", "Submitted", "Paid", "HOURLY", "CLIENT"]
WORDS += ["2026-11-17", "9999-12-31", "12.5", "5"]
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(WORDS)
    | st.text(max_size=8)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=3), inner, max_size=6)
    ),
    max_leaves=12,
)


def found_in(value: object) -> Iterator[tuple[str, object]]:
    """Every key with its value, from the top down."""
    if isinstance(value, dict):
        yield from value.items()
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from found_in(inner)


# A contract, or an offer, that has what makes it one, with fields as found, and one that holds anything.
FOUND = [pair for file in FILES.glob("api_*.json") for pair in found_in(json.loads(file.read_text("utf-8")))]
PLACES = ["contracts", "offers", "workHistoryList"]
ENTRIES = st.tuples(
    st.fixed_dictionaries({"id": st.integers(1, 99).map(str), "title": st.text(min_size=1, max_size=8)}),
    st.lists(st.sampled_from(FOUND), max_size=4).map(dict),
    st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=1),
    st.sampled_from(["ACTIVE", "CLOSED", "PENDING"]),
).map(lambda made: {"status": made[3], **made[2], **made[1], **made[0]})
ANSWERS = st.tuples(st.sampled_from(PLACES), st.lists(ENTRIES, min_size=1, max_size=2), SCALARS).map(
    lambda made: {"data": {"mine": {made[0]: made[1]}, "more": made[2]}}
)


def read_or_refused(text: str) -> Export | None:
    """The export, or None where the text is refused; nothing else may come of it."""
    try:
        return read_text(text)
    except ExportError:
        return None


def assert_told(export: Export) -> None:
    """Every fact has a value and a place, and every contract a number or a title."""
    for contract in export.contracts:
        assert contract.key.id or contract.key.title
        assert contract.origin.place
        assert all(fact.value and fact.origin.place for fact in contract.facts)


@given(VALUES)
def test_any_json_is_read_or_refused(value: object) -> None:
    export = read_or_refused(json.dumps(value))

    if export is not None:
        assert_told(export)


@given(ANSWERS)
def test_whatever_stands_in_a_contract_it_is_read_or_refused(value: object) -> None:
    export = read_or_refused(json.dumps(value))

    if export is not None:
        assert_told(export)


def test_most_contracts_with_odd_fields_are_read() -> None:
    """The test above means something: what it tries is mostly read, with contracts that tell something."""
    telling = []

    @settings(max_examples=60, derandomize=True, database=None)
    @given(ANSWERS)
    def read_them(value: object) -> None:
        export = read_or_refused(json.dumps(value))
        telling.append(export is not None and any(contract.facts for contract in export.contracts))

    read_them()

    assert sum(telling) > len(telling) / 3


@given(st.text(max_size=30) | st.text(alphabet='{}[]",:\\eE+-.0129ntfux= ', max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    read_or_refused(text)
