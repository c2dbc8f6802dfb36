"""`advisor done`, `later` and `no`: what became of items of the list, recorded in the state."""

import sys
from collections.abc import Callable, Mapping
from datetime import date
from shlex import quote
from typing import TYPE_CHECKING, Any

import click

from advisor.cli.every_day.numbered import Chosen, all_items, chosen_item, confirmed
from advisor.cli.every_day.reviewed import reviewed
from advisor.cli.every_day.typed_items import ALL, items_and_rest
from advisor.cli.shared.options import past_day, rules_option, without_option
from advisor.cli.shared.recording import last_day, own_words, recorded, remarks_on
from advisor.cli.shared.state_choice import chosen_state, file_option
from advisor.cli.shared.state_completion import listed_items
from advisor.cli.shared.state_file import open_state_file, refuse_unwritable
from advisor.cli.shared.state_options import given_playbook
from advisor.cli.shared.streams import style_of, write, write_error
from advisor.facts.typed.days import read_typed_day
from advisor.facts.typed.lean import Lean
from advisor.playbook.types import Mismatch
from advisor.reports.terminal.printable import one_line
from advisor.reports.wording import listed, long_day

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.advice.record_event import EventRecord
    from advisor.advice.reviewed import Reviewed

_HINTS = {"item": "N", "on": "'WHEN'", "until": "'WHEN'"}
_MOST = 3  # titles that are named


def _reads_as(lean: Lean) -> Callable[[str], bool]:
    """Whether words are a day, as today tells it; none are one."""
    today = date.today().toordinal()
    return lambda text: not text or not isinstance(read_typed_day(text, today, lean), Mismatch)


@click.command(short_help="Tick an item off: you did it.")
@click.argument("number", metavar="N", shell_complete=listed_items)
@click.argument("when", nargs=-1, metavar="[WHEN]")
@click.option("--reply", metavar="ANSWER", help="The answer you got, such as yes, no or none.")
@file_option
@rules_option
@without_option
def done(
    number: str,
    when: tuple[str, ...],
    *,
    reply: str | None,
    file: tuple[str, ...],
    rules: tuple[str, ...],
    without: tuple[str, ...],
) -> None:
    """Record that you did item N of the list that was shown last, today or WHEN, and say what changes.

    N is a number, several ("1 2"), "all", or a word of the title. WHEN is a day that has been, such as
    yesterday, friday or 2026-11-20. When an answer comes, record it with --reply. advisor undo takes it back.

    \b
    Example:
      advisor done 1 yesterday
      advisor done 2 --reply yes
    """
    from advisor.facts.history_edit import DONE

    items, rest = items_and_rest((number, *when), _reads_as(Lean.BEHIND))
    day = past_day(rest, "'WHEN'") if rest else date.today()
    event = {"on": day, "status": DONE, "reply": reply}
    _record(items, event, "done", file, given_playbook(rules, without))


@click.command(short_help="Put an item off.")
@click.argument("number", metavar="N", shell_complete=listed_items)
@click.argument("when", nargs=-1, required=True, metavar="WHEN")
@file_option
@rules_option
@without_option
def later(
    number: str,
    when: tuple[str, ...],
    *,
    file: tuple[str, ...],
    rules: tuple[str, ...],
    without: tuple[str, ...],
) -> None:
    """Put item N of the list that was shown last off until WHEN, such as friday, 2w or 2026-12-05.

    You are told where that is later than its deadline. advisor undo takes it back.

    \b
    Example:
      advisor later 2 friday
      advisor later 3 end of month
    """
    from advisor.facts.history_edit import SNOOZED

    reads = _reads_as(Lean.LATER)
    items, rest = items_and_rest((number, *when), lambda text: bool(text) and reads(text))
    day = date.today()
    event = {"on": day, "status": SNOOZED, "until": last_day(rest, day, "'WHEN'")}
    _record(items, event, "put off", file, given_playbook(rules, without))


@click.command(short_help="Dismiss an item for good, with a reason.")
@click.argument("number", metavar="N", shell_complete=listed_items)
@click.argument("reason", nargs=-1, required=True, metavar="REASON")
@file_option
@rules_option
@without_option
def no(
    number: str,
    reason: tuple[str, ...],
    *,
    file: tuple[str, ...],
    rules: tuple[str, ...],
    without: tuple[str, ...],
) -> None:
    """Dismiss item N of the list that was shown last for good, and keep your REASON with it.

    advisor undo takes it back.

    \b
    Example:
      advisor no 4 We talk every week
    """
    from advisor.facts.history_edit import DISMISSED

    note = own_words(" ".join(reason), "'REASON'")
    event = {"on": date.today(), "status": DISMISSED, "note": note}
    _record((number,), event, "dismissed", file, given_playbook(rules, without))


def _record(
    items: tuple[str, ...],
    event: Mapping[str, Any],
    verb: str,
    files: tuple[str, ...],
    playbook: "Playbook",
) -> None:
    """Record an event about items, and say what changes."""
    path = chosen_state(files)
    refuse_unwritable(path)
    try:
        there = reviewed(playbook, path)
        chosen = _chosen(items, there, verb, is_answer=event.get("reply") is not None)
    except KeyboardInterrupt:
        write_error("\nNothing was recorded.\n")
        raise
    if not chosen:
        write("Nothing was recorded. advisor today shows your list.\n")
        return
    made: list[EventRecord] = []
    with open_state_file(path) as file:
        for each in chosen:
            about, before = (file.text, path, each.name), there if not made else None
            made.append(recorded(playbook, *about, event, today=date.today(), hints=_HINTS, before=before))
            file.text = made[-1].after
        titles = listed([each.title for each in chosen], _MOST)
        file.what = f"{titles} ({verb})"
    named = f" -f {quote(path)}" if files else ""
    if len(made) == 1:
        _tell(made[0], chosen[0], verb, named=named, may_be_undone=file.may_be_undone)
    else:
        _tell_all(made, chosen, verb, (path, named, file.may_be_undone))


def _chosen(items: tuple[str, ...], there: "Reviewed", verb: str, *, is_answer: bool) -> list[Chosen]:
    """The items that are meant; none where somebody says so."""
    if items == (ALL,):
        return all_items(there, verb)
    chosen = [chosen_item(item, there) for item in items]
    chosen = list({each.name: each for each in chosen}.values())
    # That an answer came for what is no longer on the list, as it was done, is no doubt.
    is_meant = all((is_answer and each.rank is None) or confirmed(each) for each in chosen)
    return chosen if is_meant else []


def _tell(made: "EventRecord", chosen: Chosen, verb: str, *, named: str, may_be_undone: bool) -> None:
    from advisor.reports.every_day.recorded import Recorded, recorded_text

    event = made.event
    is_waiting = event.unanswered and made.edit.found is None and event.reply in ("", event.unanswered)
    told = Recorded(
        made.state.name,
        verb,
        chosen.title,
        made.edit.day or event.on,
        event.until,
        chosen.due,
        made.before != made.after,
        made.comparison,
        f"advisor done {chosen.name} --reply yes" if is_waiting else "",
        named,
        may_be_undone,
    )
    write(recorded_text(told, style_of(sys.stdout)), done=f"It is recorded in {one_line(made.state.name)}.")
    _remark(made)


def _tell_all(
    made: "list[EventRecord]", chosen: list[Chosen], verb: str, written: tuple[str, str, bool]
) -> None:
    from advisor.advice.compare import compare_advice
    from advisor.reports.every_day.recorded import all_recorded_text

    event, day = made[0].event, made[0].edit.day or made[0].event.on
    when = f"until {long_day(event.until)}" if event.until is not None else f"on {long_day(day)}"
    comparison = compare_advice(made[0].comparison.before, made[-1].comparison.after)
    titles = [each.title for each in chosen]
    text = all_recorded_text(f"{verb} {when}", titles, comparison, written, style_of(sys.stdout))
    write(text, done=f"It is recorded in {one_line(written[0])}.")
    for each in made:
        _remark(each)


def _remark(made: "EventRecord") -> None:
    for remark in remarks_on(made):
        write_error(style_of(sys.stderr).clean(remark) + "\n")
