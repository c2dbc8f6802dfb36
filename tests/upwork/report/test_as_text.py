"""An import as a page to read."""

import re
from dataclasses import replace

import pytest

from advisor.reports.terminal.layout import cells
from advisor.reports.terminal.style import TerminalStyle
from advisor.upwork.exports.model import (
    ImportChange,
    ImportOutcome,
    ImportResult,
    Key,
    NewRow,
    Note,
    RowType,
    UnplacedMoney,
)
from advisor.upwork.report.as_text import import_text
from tests.reports.hostile import TRICKS
from tests.upwork.report.sample_imports import API, QUIET, WEEKLY, sample

ACTING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
PAGE = """\
2 files imported into laura.yaml
1 new contract, 1 new client, 2 facts added and 2 facts with a newer value.
Left to you: 1 contradiction and 5 rows of money that belong to no contract.

What was read

 • weekly.csv
   weekly summary · 252 rows · 25 Jan 2026 to 20 Nov 2026
   Rows of unknown types, skipped: "Tip" (2, $15.00) and "Gift" (10, -$2.50).
   1 column is passed over: Activity ID.
   Its cell begins like a formula (row 7).
 • old.csv
   weekly summary · 1 row

Exports that contradict each other

 ! Landing page copy (Café): ended
   1 November 2026: api.json, data.contractList.contracts[0].status
   2 November 2026: wh.json, items[3]
   contracts.c-101.ended
Neither value is used. Write the right one into the state: what you write wins.

Money that belongs to no contract

 ! ACME Tools: $300.00 earned and $20.50 refunded in 4 rows of report.csv
   ACME Tools has 2 contracts.
 ! Neither title nor client: $1.00 earned in 1 row of report.csv
   Its rows name nobody.
If a contract is missing, add it to the state or import a file that has it; then
import again.

What is new

 ~ your profile
   job success: 93% → 88% (api.json)
 ~ Landing page copy (Café)
   earned: $200 → $1,234.50 (report.csv, 14 rows, the last is row 90;
   weekly.csv, row 80)
   What was imported before, $200, is of other days, and is added.
   contracts.c-101
 + Logo (ACME Tools)
   kind: hourly · last activity: 17 November 2026
   contracts.40112233
 + ACME Tools
   clients.acme-tools · the platform's number 881

Yours stays

 = Landing page copy (Café)
   kind: you wrote fixed, and weekly.csv, row 80 says hourly
   client mood: you left it open, and weekly.csv, row 80; api.json say happy
To use what an export says, remove your line from the state and import again.

Not imported

 • A rating is at most 5.
   Logo (ACME Tools): feedback received: 7 (api.json)
 • An earlier import tells of a later day.
   Logo (ACME Tools): last payment
 • This playbook has no field for escrow (3) and started (1).

Worth knowing

 • 2 contracts are joined by their title alone: Logo, Menu (row 3).

What no export can tell

 ? How many hours a week can you work and still do it well?
 ? Looking at it honestly, whose mistake is it: mine, client, shared or nobody?
   (1 contract)
 • Maybe later, about your contracts: client mood

What another export can tell

 • An API answer or a saved work history
   status (2)
 • An API answer
   escrow (1)

What to do next

4 answers could change your advice now. The most useful question is:
 ? Could you still put it right?
   Manual for a pump (Meridian Devices)

To answer them one by one:
  advisor ask laura.yaml
"""
NOTHING = """\
laura.yaml says all of this already and stays as it is

What was read

 • api.json
   API answer · 1 entry

What to do next

Nothing to ask: no missing answer would change your advice now.
"""


def test_a_page_with_one_of_everything() -> None:
    assert import_text(sample(), TerminalStyle()) == PAGE


def test_an_import_that_says_nothing_new() -> None:
    assert import_text(QUIET, TerminalStyle()) == NOTHING


def test_a_dry_run_says_that_nothing_is_written() -> None:
    view = replace(sample(), written=False, command="")

    page = import_text(view, TerminalStyle())

    assert page.splitlines()[0] == "Dry run, nothing written: 2 files for laura.yaml"
    assert "advisor ask" not in page


def test_a_state_that_is_printed_has_no_name() -> None:
    page = import_text(replace(sample(), file="-", command=""), TerminalStyle())

    assert page.splitlines()[0] == "2 files imported into the new state"


def test_what_is_more_than_a_screenful_is_counted() -> None:
    added = tuple(NewRow(f"contracts.c-{number}", f"Job {number}") for number in range(20))
    changes = tuple(
        ImportChange(f"{row.path}.kind", ImportOutcome.ADDED, "", "fixed", (WEEKLY,)) for row in added
    )
    notes = tuple(Note(f"Note {number}") for number in range(20))
    labels = {row.path: row.name for row in added}
    view = replace(QUIET, changed=True, labels=labels)
    view = replace(view, account=ImportResult(contracts=added, changes=changes, notes=notes))

    page = import_text(view, TerminalStyle())

    assert " … and 12 facts of 12 more contracts and clients; --format json lists them all\n" in page
    assert " … and 12 more remarks\n" in page
    assert "20 new contracts and 20 facts added.\n" in page
    assert len(page.splitlines()) < 60


@pytest.mark.parametrize("width", [40, 80, 100])
@pytest.mark.parametrize("unicode", [True, False])
def test_no_line_is_wider_than_the_screen(width: int, unicode: bool) -> None:
    page = import_text(sample(), TerminalStyle(width=width, unicode=unicode))

    assert max(map(cells, page.splitlines())) <= width
    assert unicode or page.replace("é", "e").isascii()


def test_colours_change_no_word() -> None:
    page = import_text(sample(), TerminalStyle(colour=True))

    for code in ("0", "1", "2", "1;31", "1;32", "1;33", "1;36"):
        page = page.replace(f"\x1b[{code}m", "")
    assert page == PAGE


@pytest.mark.parametrize("trick", TRICKS.values(), ids=TRICKS)
def test_texts_of_files_are_shown_and_never_act(trick: str) -> None:
    view = sample()
    account = replace(
        view.account,
        contracts=(NewRow("contracts.40112233", trick, trick, trick),),
        unplaced=tuple(replace(money, why=trick, file=trick) for money in view.account.unplaced),
        notes=(Note(trick, trick),),
        changes=tuple(
            replace(change, after=trick, why=trick, origins=(replace(WEEKLY, file=trick, place=trick),))
            for change in view.account.changes
        ),
        lacking=((trick, 1),),
    )
    files = tuple(replace(export, file=trick, types=(RowType(trick, 1, False),)) for export in view.exports)
    labels = dict.fromkeys(view.labels, trick)

    page = import_text(replace(view, account=account, exports=files, labels=labels), TerminalStyle())

    assert ACTING.findall(page) == []


def test_what_changed_is_told_first_and_then_what_moved_last_and_what_has_ended_after_all() -> None:
    days = {"a": "2026-01-02", "b": "", "c": "2026-11-03", "d": "2026-02-03", "e": "2026-11-04"}
    outcomes = {"d": ImportOutcome.CHANGED}
    changes = tuple(
        ImportChange(
            f"contracts.{name}.{'last_activity' if day else 'kind'}",
            outcomes.get(name, ImportOutcome.ADDED),
            "",
            day or "fixed",
            (WEEKLY,),
        )
        for name, day in days.items()
    )

    changes += (ImportChange("contracts.e.status", ImportOutcome.ADDED, "", "ended", (API,)),)

    page = import_text(replace(QUIET, changed=True, account=ImportResult(changes=changes)), TerminalStyle())

    assert re.findall(r"^ ~ contracts\.(\w)$", page, re.MULTILINE) == ["d", "c", "a", "b", "e"]


def test_a_reason_that_several_share_is_told_once() -> None:
    unplaced = tuple(
        UnplacedMoney(Key(title=title), 5000, 0, 1, "r.csv", "It fits several.") for title in "AB"
    )
    page = import_text(replace(QUIET, account=ImportResult(unplaced=unplaced)), TerminalStyle())

    assert (
        """
 ! A: $50.00 earned in 1 row of r.csv
 ! B: $50.00 earned in 1 row of r.csv
   It fits several.
If a contract is missing"""
        in page
    )


def test_a_playbook_that_takes_nothing_is_told_of() -> None:
    page = import_text(
        replace(QUIET, changed=True, account=ImportResult(lacking=(("earned", 6),))), TerminalStyle()
    )

    assert page.splitlines()[:2] == [
        "1 file imported into laura.yaml",
        "No new facts: this playbook has no fields for what the files hold.",
    ]


def test_an_import_that_changes_notes_alone_says_so() -> None:
    page = import_text(replace(QUIET, changed=True), TerminalStyle())

    assert page.splitlines()[:2] == [
        "1 file imported into laura.yaml",
        "No new facts, only new notes on where values come from.",
    ]
