"""Importing again: what an import wrote gives way to newer exports, and what a person wrote never does."""

import pytest

from advisor.facts.provenance import Origin
from advisor.source.errors import StateError
from advisor.source.rewriting import CannotRewrite
from advisor.upwork.exports.model import (
    Assertion,
    Contract,
    Export,
    ExportKind,
    ImportConflict,
    Key,
    Note,
    Precedence,
)
from tests.upwork.exports.importing import (
    MENU,
    OPENING,
    TODAY,
    after,
    answer,
    changes,
    contract,
    importing,
    short,
    weekly,
)

FIRST = after(
    OPENING, answer(contract(status="active", kind="hourly")), weekly(("2026-11-10", 10000)), on=TODAY - 7
)
ACTIVITY = "    last_activity: 2026-11-10\n"
STATUS = "    status: active\n"


def profile_fact(
    field: str, value: str, on: int | None = None, precedence: Precedence = Precedence.EXACT
) -> Export:
    """An answer of the API with one fact of the profile, as of a day."""
    fact = Assertion(field, value, Origin("later.json", "data"), precedence, on)
    return Export("later.json", ExportKind.API, 1, profile=(fact,))


def test_the_same_files_change_nothing() -> None:
    again = answer(contract(status="active", kind="hourly")), weekly(("2026-11-10", 10000))

    text, account = importing(FIRST, *again)

    assert text == FIRST
    assert {change.outcome.value for change in account.changes} == {"same"}
    assert (account.contracts, account.clients) == ((), ())


def test_a_newer_export_updates_what_was_imported_and_notes_its_places() -> None:
    new = after(
        FIRST, answer(contract(status="ended", file="b.json"), file="b.json"), weekly(("2026-11-10", 10000))
    )

    changed = FIRST.replace(STATUS, STATUS.replace("active", "ended"))
    changed = changed.replace("{value: active, file: api.json", "{value: ended, file: b.json")
    weekly_csv = "    - {file: weekly.csv"
    line = "    - {file: b.json, kind: API answer, read: 2026-11-22, rows: 1}\n"
    at = changed.index("\n", changed.index(weekly_csv)) + 1
    assert new == changed[:at] + line + changed[at:]


def test_a_file_that_says_more_takes_the_place_of_the_one_of_its_name() -> None:
    new = after(FIRST, weekly(("2026-11-10", 10000), ("2026-11-17", 5000)))

    assert new.count("weekly.csv, kind:") == 1
    assert "weekly.csv, kind: weekly summary, read: 2026-11-22, rows: 2, from: 2026-11-10" in new
    assert ACTIVITY.replace("10\n", "17\n") in new
    assert "{value: 2026-11-17, file: weekly.csv, place: row 3}" in new
    assert "    earned: 150\n" in new


@pytest.mark.parametrize(
    ("old", "mine", "outcome"),
    [
        (STATUS, "    status: paused   # they said\n", ("contracts.101.status", "yours", "paused", "ended")),
        (STATUS, "    status: null\n", ("contracts.101.status", "yours", "null", "ended")),
        (STATUS, "    status:\n", ("contracts.101.status", "yours", "null", "ended")),
        (STATUS, '    status: ""\n', ("contracts.101.status", "yours", "null", "ended")),
        (STATUS, "    status: ended\n", ("contracts.101.status", "same", "ended", "ended")),
        (ACTIVITY, "    last_activity: 2026-11-12\n", None),
    ],
)
def test_what_a_person_wrote_stays(old: str, mine: str, outcome: tuple[str, ...] | None) -> None:
    text = FIRST.replace(old, mine)
    later = (
        answer(contract(status="ended", file="b.json"), file="b.json"),
        weekly(("2026-11-16", 10000), file="c.csv"),
    )

    new = after(text, *later)

    assert mine in new
    assert (outcome or ("contracts.101.last_activity", "yours", "2026-11-12", "2026-11-16")) in changes(
        text, *later
    )
    assert after(new, *later) == new


def test_a_value_that_a_person_wrote_never_becomes_an_imported_one() -> None:
    mine = FIRST.replace(STATUS, "    status: ended\n")

    new = after(mine, answer(contract(status="ended", file="b.json"), file="b.json"))

    assert "status: {value: active, file: api.json" in new  # the old note, which differs
    assert "    status: ended\n" in after(
        new, answer(contract(status="paused", file="c.json"), file="c.json")
    )


def submitted(value: str, on: int | None = None, file: str = "b.json") -> Export:
    """An answer of the API that tells when the last milestone was submitted, "" for never."""
    place = Origin(file, "data.contract[101]")
    fact = Assertion("milestone_submitted", value, place, Precedence.EXACT, on)
    return answer(Contract(MENU, place, (fact,)), file=file)


def test_what_an_answer_says_is_no_longer_there_becomes_null_and_is_filled_again_later() -> None:
    full = after(OPENING, submitted("2026-11-10", TODAY - 12, "a.json"))
    assert "    milestone_submitted: 2026-11-10\n" in full

    none, account = importing(full, submitted("", TODAY - 2))

    path = "contracts.101.milestone_submitted"
    assert [short(change) for change in account.changes][-1] == (path, "changed", "2026-11-10", "")
    assert "    milestone_submitted: null\n" in none
    note = 'milestone_submitted: {value: null, file: b.json, place: "data.contract[101]", day: 2026-11-20}'
    assert note in none
    assert after(none, submitted("", TODAY - 2)) == none
    assert changes(none, submitted("2026-11-10", TODAY - 12))[-1] == (path, "kept", "null", "2026-11-10")
    again = submitted("2026-11-21", TODAY - 1, "c.json")
    assert changes(none, again)[-1] == (path, "changed", "null", "2026-11-21")
    assert "    milestone_submitted: 2026-11-21\n" in after(none, again)


def test_where_there_is_none_nothing_is_written_and_what_a_person_wrote_stays() -> None:
    bare = after(OPENING, answer(contract()))
    mine = bare.replace("    title: Menu\n", "    title: Menu\n    milestone_submitted: 2026-11-01\n")
    null = mine.replace("submitted: 2026-11-01", "submitted: null")

    assert "milestone_submitted" not in after(bare, submitted(""))
    assert all("milestone_submitted" not in change[0] for change in changes(bare, submitted("")))
    path = "contracts.101.milestone_submitted"
    assert changes(mine, submitted(""))[-1] == (path, "yours", "2026-11-01", "")
    assert "    milestone_submitted: 2026-11-01\n" in after(mine, submitted(""))
    assert changes(null, submitted(""))[-1] == (path, "same", "null", "")
    assert changes(null, submitted("2026-11-01"))[-1] == (path, "yours", "null", "2026-11-01")


def test_a_day_before_one_that_a_person_wrote_is_no_news() -> None:
    text = FIRST.replace(ACTIVITY, "    last_activity: 2026-11-15\n")

    path = "contracts.101.last_activity"
    assert (path, "same", "2026-11-15", "2026-11-10") in changes(text, weekly(("2026-11-10", 10000)))
    assert (path, "yours", "2026-11-15", "2026-11-16") in changes(text, weekly(("2026-11-16", 10000)))


def test_what_was_taken_out_is_filled_again() -> None:
    again = answer(contract(status="active", kind="hourly"))

    text = FIRST.replace(STATUS, "")

    assert after(text, again) == text.replace("    earned: 100\n", "    earned: 100\n" + STATUS)


def test_a_contract_that_was_taken_out_comes_back_with_its_id() -> None:
    start, end = FIRST.index("contracts:\n"), FIRST.index("\nsources:")

    new, account = importing(FIRST[:start] + FIRST[end:], answer(contract(status="active", kind="hourly")))

    assert [contract.path for contract in account.contracts] == ["contracts.101"]
    assert 'contracts:\n  - id: "101"\n' in new


def test_the_last_day_never_goes_back() -> None:
    earlier = weekly(("2026-10-01", 100), file="old.csv")

    assert ("contracts.101.last_activity", "kept", "2026-11-10", "2026-10-01") in changes(FIRST, earlier)
    assert ACTIVITY in after(FIRST, earlier)


def test_of_values_with_a_day_the_later_one_holds() -> None:
    text = after(OPENING, profile_fact("available_balance", "50", TODAY - 10))
    assert "{value: 50, file: later.json, place: data, day: 2026-11-12}" in text

    (earlier,) = importing(text, profile_fact("available_balance", "70", TODAY - 20))[1].changes
    assert (earlier.outcome.value, earlier.why) == (
        "kept",
        "An earlier import tells how it was on 12 November 2026.",
    )
    later = after(text, profile_fact("available_balance", "70", TODAY - 2))
    assert "{value: 70, file: later.json, place: data, day: 2026-11-20}" in later
    same = after(text, profile_fact("available_balance", "50", TODAY - 2))
    assert "{value: 50, file: later.json, place: data, day: 2026-11-20}" in same
    assert after(same, profile_fact("available_balance", "50", TODAY - 10)) == same


def test_a_conflict_writes_nothing() -> None:
    two = answer(contract(status="active")), answer(contract(status="ended", file="b.json"), file="b.json")

    text, account = importing(FIRST, *two)

    assert STATUS in text
    assert account.conflicts == (
        ImportConflict(
            "contracts.101.status",
            (
                Assertion("status", "active", Origin("api.json", "data.contract[101]")),
                Assertion("status", "ended", Origin("b.json", "data.contract[101]")),
            ),
        ),
    )


def test_comments_in_the_notes_stay() -> None:
    text = FIRST.replace("  contracts:\n    101:\n", "  contracts:   # as of today\n    101:\n      # menu\n")

    new = after(text, answer(contract(status="ended", file="b.json"), file="b.json"))

    assert "  contracts:   # as of today\n    101:\n      # menu\n" in new
    assert "status: {value: ended, file: b.json" in new


def test_notes_on_what_is_not_there_any_more_are_let_be() -> None:
    notes = "title: {value: Gone, file: a.json, place: x}", "lost: {value: 1, file: a.json, place: x}"
    text = FIRST + "    gone:\n" + "".join(f"      {note}\n" for note in notes)

    assert after(text, answer(contract(status="active", kind="hourly"))) == text


def test_an_id_of_one_that_is_gone_goes_to_no_other() -> None:
    text = FIRST + '    menu:\n      platform_id: "55"\n'
    key = Key(title="Menu", client="Other")

    _, account = importing(text, answer(contract(key)))

    assert [contract.path for contract in account.contracts] == ["contracts.menu-2"]


def test_a_state_that_cannot_be_changed_safely_is_left_alone() -> None:
    text = FIRST.replace("    title: Menu\n", "    title: &menu Menu\n")
    text = text.replace("\nsources:", "\n  - {id: b, title: *menu}\n\nsources:")

    with pytest.raises(CannotRewrite, match="anchors"):
        importing(text, answer(contract(Key(id="101", title="New name"))))


def test_a_state_that_is_invalid_is_told_so() -> None:
    with pytest.raises(StateError, match='a contract has no field "statsu"'):
        importing("contracts: [{id: a, statsu: active}]\n", answer(contract()))


def test_remarks_of_the_picture_are_handed_on() -> None:
    weekly_only = weekly(("2026-11-10", 10000), key=Key(id="101", title="Menu"))
    bare = answer(contract(Key(title="Menu", client="ACME Tools"), kind="hourly"))

    notes = importing(OPENING, weekly_only, bare)[1].notes

    assert all(isinstance(note, Note) for note in notes)
    assert notes
