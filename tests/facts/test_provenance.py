"""The section `sources` of a state: read where right, a problem where wrong, and no path leads there."""

import re
import subprocess
import sys

import pytest

from advisor.facts import State
from advisor.facts.override import changes_of, override
from advisor.facts.provenance import Origin, Provenance, ProvenanceNotes, provenance_of
from advisor.facts.rewrite_state import rewrite_state
from advisor.playbook.types import FieldType
from advisor.source.diagnostic import Location
from advisor.source.errors import StateError
from advisor.source.tree import Mapping
from advisor.source.yaml_writer import YamlStyle, YamlWriter
from advisor.upwork.exports.provenance_notes import ProvenanceWriter
from tests.facts.shipped import RULES, facts, schema
from tests.schemas.reading import wrong

STATE = """\
profile: {name: Laura, job_success: 93}
contracts:
  - id: c-1
    title: Menu
    earned: $1,200.50
    status: active
    history: [{did: check-in, on: 2026-10-01}]
sources:
  files:
    - {file: weekly.csv, kind: weekly summary, read: 2026-11-22, rows: 252, from: 2025-11-01, to: 2026-11-20}
  profile:
    job_success: {value: 93, file: api.json, place: "data.jobs[0]", day: 2026-11-20}
  clients: {gone: {platform_id: "881", name: {value: Gone, file: a.csv, place: row 2}}}
  contracts:
    c-1:
      platform_id: "101"
      earned:
        value: 1200.5
        file: weekly.csv
        place: 14 rows, the last is row 80
        also: [{file: b.csv, place: row 3}]
        from: 2026-01-01
        to: 2026-12-31
        lacks: [2026-02-01..2026-02-28]
      status: {value: ended, file: api.json, place: data.status}
      title: null
      no_such_field: {value: 1, file: a.csv, place: row 2}
"""
EARNED = Provenance(
    "1200.5",
    (Origin("weekly.csv", "14 rows, the last is row 80"), Origin("b.csv", "row 3")),
    periods=((739617, 739647), (739676, 739981)),
)


def of(text: str, entity: str, field: str) -> Provenance | None:
    built = facts(text)
    return provenance_of(built, built.rows[entity][0], field)


def test_an_imported_value_has_its_provenance() -> None:
    assert of(STATE, "contract", "earned") == EARNED
    assert (EARNED.origins[0].file, EARNED.origins[0].place) == ("weekly.csv", "14 rows, the last is row 80")
    assert EARNED.covers == (739617, 739981)
    assert of(STATE, "profile", "job_success") == Provenance(
        "93", (Origin("api.json", "data.jobs[0]"),), 739940
    )


def test_a_value_that_a_person_wrote_tells_nothing() -> None:
    text = STATE.replace("$1,200.50", "1300")

    for entity, field in (
        *(("contract", name) for name in ("earned", "status", "title", "kind", "idle", "client", "id")),
        *(("profile", "name"), ("contract_event", "did")),
    ):
        assert of(text, entity, field) is None


def test_sources_are_found_by_section_id_and_field() -> None:
    sources = ProvenanceNotes(State.parse(STATE).tree.get("sources"))

    assert sources.of("contracts", "c-1", "earned") == EARNED
    assert sources.of("contracts", "c-2", "earned") is None
    assert sources.platform_id("contracts", "c-1") == "101"
    assert sources.platform_id("clients", "gone") == "881"
    assert sources.platform_id("clients", "other") == ""
    assert sources.keys("contracts") == ("c-1",)
    assert sources.kinds("weekly.csv") == {"weekly summary"}
    assert sources.kinds("other.csv") == frozenset()
    assert sources.files() == (("weekly summary", (739556, 739940)),)
    assert ProvenanceNotes(None).files() == ()


def test_a_note_stands_on_one_line_and_is_read_as_it_was() -> None:
    writer = ProvenanceWriter(Mapping((), Location("s", 1, 1)))
    drawn = YamlWriter(YamlStyle()).on_line(writer.note_of(EARNED, FieldType.MONEY))

    assert drawn == (
        '{value: 1200.5, file: weekly.csv, place: "14 rows, the last is row 80", '
        "also: [{file: b.csv, place: row 3}], from: 2026-01-01, to: 2026-12-31, "
        "lacks: [2026-02-01..2026-02-28]}"
    )
    text = f"contracts: [{{id: c-1, earned: 1200.5}}]\nsources: {{contracts: {{c-1: {{earned: {drawn}}}}}}}"
    assert of(text, "contract", "earned") == EARNED


@pytest.mark.parametrize("text", ["sources:\n", "sources: {}\n", "sources: {files: , contracts: {c: }}\n"])
def test_nothing_may_stand_anywhere(text: str) -> None:
    assert facts(text).rows["contract"] == []


HINT = "\n    hint: imports write this section; take it out to have every value count as your own"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sources: [1]", 's:1:10: error[wrong-shape]: "sources": found a list, expected a mapping'),
        (
            "sources: {contract: {}}",
            's:1:11: error[unknown-key]: "sources" has no key "contract"\n'
            '    hint: did you mean "contracts"?',
        ),
        ("sources: {policy: {}}", 's:1:11: error[unknown-key]: "sources" has no key "policy"' + HINT),
        (
            "sources: {profile: {name: Laura}}",
            's:1:27: error[wrong-shape]: "sources.profile.name": found "Laura", expected a mapping',
        ),
        (
            "sources: {contracts: {c: {earned: {value: 1, file: a}}}}",
            's:1:35: error[missing-key]: "sources.contracts.c.earned" lacks "place"\n    hint: add "place:"',
        ),
        (
            "sources: {contracts: {c: {earned: {value: 1, file: a, place: b, frm: 2026-01-01}}}}",
            's:1:65: error[unknown-key]: "sources.contracts.c.earned" has no key "frm"\n'
            '    hint: did you mean "from"?',
        ),
        (
            "sources: {profile: {name: {value: [1], file: a, place: b}}}",
            's:1:35: error[wrong-value]: "sources.profile.name", "value": found a list, expected one value'
            + HINT,
        ),
        (
            "sources: {profile: {name: {value: x, file: a, place: b, day: 1 May}}}",
            's:1:62: error[wrong-value]: "sources.profile.name", "day": found "1 May", '
            "expected a date in the form 2026-05-01" + HINT,
        ),
        (
            "sources: {profile: {name: {value: x, file: a, place: b, lacks: [May]}}}",
            's:1:65: error[wrong-value]: "sources.profile.name", "lacks": found "May", '
            "expected days in the form 2026-05-01..2026-05-31" + HINT,
        ),
        (
            "sources: {profile: {name: {value: x, file: a, place: b, known_as: [{y: z}]}}}",
            's:1:68: error[wrong-value]: "sources.profile.name", "known_as": found a mapping, '
            "expected one value" + HINT,
        ),
        (
            "sources: {profile: {name: {value: x, file: a, place: b, also: [{file: c}]}}}",
            's:1:64: error[missing-key]: "sources.profile.name", "also" lacks "place"\n'
            '    hint: add "place:"',
        ),
        (
            "sources: {contracts: {c: {platform_id: {a: b}}}}",
            's:1:40: error[wrong-value]: "sources.contracts.c.platform_id": found a mapping, '
            "expected one value" + HINT,
        ),
        (
            "sources: {files: [{file: a, kind: b, rows: many}]}",
            's:1:44: error[wrong-value]: one of sources.files, "rows": found "many", '
            "expected a whole number, 0 or more" + HINT,
        ),
    ],
)
def test_what_has_another_shape_is_a_problem(text: str, message: str) -> None:
    with pytest.raises(StateError) as raised:
        facts(text)

    assert str(raised.value).removesuffix('\n    hint: write each entry as "name: value"') == message


def test_a_misspelt_section_is_guessed() -> None:
    with pytest.raises(StateError, match='did you mean "sources"'):
        facts("source: {}")


@pytest.mark.parametrize("path", ["sources", "sources.contracts.c-1.earned", "sources.files"])
def test_no_path_leads_there(path: str) -> None:
    with pytest.raises(StateError) as raised:
        override(State.parse("contracts: []"), changes_of([f"{path}=1"], "--set"), schema())

    assert str(raised.value) == (
        f'--set:1:1: error[bad-path]: "{path}": "sources" tells where values came from, and is no fact\n'
        "    hint: change the value itself: it counts as yours as soon as it differs from what was imported"
    )


def test_other_changes_leave_the_section_alone() -> None:
    new = rewrite_state(STATE, "s", changes_of(["contracts.c-1.status=paused"], "--set"), schema())

    assert new == STATE.replace("status: active", "status: paused")
    supposed = override(
        State.parse(STATE, "s"), changes_of(["contracts.c-1.earned=1200.5"], "--set"), schema()
    )
    assert supposed.tree.get("sources") is not None


def test_a_state_is_read_without_what_imports_need() -> None:
    code = (
        "import sys, advisor.facts.provenance\n"
        "print([name for name in sys.modules if 'exports' in name or 'drawing' in name])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_the_example_on_the_page_is_right() -> None:
    page = (RULES.parent / "docs" / "sources-of-facts.md").read_text(encoding="utf-8")
    [text] = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    state = f"{text}contracts: [{{id: c-1}}]\n".replace("    c-101:", "    c-1:")

    assert facts(state).rows["contract"][0].id == "c-1"
    assert wrong("state", state) == []
    assert set(re.findall(r"^\| `(\w+)`", page, re.MULTILINE)) == {
        *("files", "platform_id", "value", "file", "also", "day", "from", "lacks", "known_as")
    }
