"""`advisor done`, `later` and `no`: what became of an item of the list, recorded in the state."""

import sys
from collections.abc import Mapping
from datetime import date
from shlex import quote
from typing import TYPE_CHECKING, Any

import click

from advisor.cli.every_day.numbered import Chosen, chosen_item, confirmed
from advisor.cli.every_day.reviewed import reviewed
from advisor.cli.shared.options import read_past_day, rules_option, without_option
from advisor.cli.shared.recording import last_day, own_words, recorded, remarks_on
from advisor.cli.shared.state_choice import chosen_state, file_option
from advisor.cli.shared.state_completion import listed_items
from advisor.cli.shared.state_file import open_state_file, refuse_unwritable
from advisor.cli.shared.state_options import given_playbook
from advisor.cli.shared.streams import style_of, write, write_error

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.advice.record_event import EventRecord

_HINTS = {"item": "N", "on": "'WHEN'", "until": "'WHEN'"}


def _joined(ctx: click.Context, param: click.Parameter, words: tuple[str, ...]) -> str:
    return " ".join(words)


def _past_day(ctx: click.Context, param: click.Parameter, words: tuple[str, ...]) -> date | None:
    return read_past_day(ctx, param, " ".join(words) or None)


@click.command(short_help="Tick an item off: you did it.")
@click.argument("number", metavar="N", shell_complete=listed_items)
@click.argument("when", nargs=-1, metavar="[WHEN]", callback=_past_day)
@click.option("--reply", metavar="ANSWER", help="The answer you got, such as yes, no or none.")
@file_option
@rules_option
@without_option
def done(
    number: str,
    when: date | None,
    *,
    reply: str | None,
    file: tuple[str, ...],
    rules: tuple[str, ...],
    without: tuple[str, ...],
) -> None:
    """Record that you did item N of the list that was shown last, today or WHEN, and say what changes.

    WHEN is a day that has been, such as yesterday, friday or 2026-11-20. When an answer comes, record it with
    --reply. advisor undo takes it back.

    \b
    Example:
      advisor done 1 yesterday
      advisor done 2 --reply yes
    """
    from advisor.facts.history_edit import DONE

    event = {"on": when or date.today(), "status": DONE, "reply": reply}
    _record(number, event, "done", file, given_playbook(rules, without))


@click.command(short_help="Put an item off.")
@click.argument("number", metavar="N", shell_complete=listed_items)
@click.argument("when", nargs=-1, required=True, metavar="WHEN", callback=_joined)
@file_option
@rules_option
@without_option
def later(
    number: str, when: str, *, file: tuple[str, ...], rules: tuple[str, ...], without: tuple[str, ...]
) -> None:
    """Put item N of the list that was shown last off until WHEN, such as friday, 2w or 2026-12-05.

    You are told where that is later than its deadline. advisor undo takes it back.

    \b
    Example:
      advisor later 2 friday
      advisor later 3 end of month
    """
    from advisor.facts.history_edit import SNOOZED

    day = date.today()
    event = {"on": day, "status": SNOOZED, "until": last_day(when, day, "'WHEN'")}
    _record(number, event, "put off", file, given_playbook(rules, without))


@click.command(short_help="Dismiss an item for good, with a reason.")
@click.argument("number", metavar="N", shell_complete=listed_items)
@click.argument("reason", nargs=-1, required=True, metavar="REASON", callback=_joined)
@file_option
@rules_option
@without_option
def no(
    number: str, reason: str, *, file: tuple[str, ...], rules: tuple[str, ...], without: tuple[str, ...]
) -> None:
    """Dismiss item N of the list that was shown last for good, and keep your REASON with it.

    advisor undo takes it back.

    \b
    Example:
      advisor no 4 We talk every week
    """
    from advisor.facts.history_edit import DISMISSED

    note = own_words(reason, "'REASON'")
    event = {"on": date.today(), "status": DISMISSED, "note": note}
    _record(number, event, "dismissed", file, given_playbook(rules, without))


def _record(
    number: str, event: Mapping[str, Any], verb: str, files: tuple[str, ...], playbook: "Playbook"
) -> None:
    """Record an event about an item, and say what changes."""
    path = chosen_state(files)
    refuse_unwritable(path)
    try:
        there = reviewed(playbook, path)
        chosen = chosen_item(number, there)
        # That an answer came for what is no longer on the list, as it was done, is no doubt.
        is_answer = event.get("reply") is not None and chosen.rank is None
        is_meant = is_answer or confirmed(chosen)
    except KeyboardInterrupt:
        write_error("\nNothing was recorded.\n")
        raise
    if not is_meant:
        write("Nothing was recorded. advisor today shows your list.\n")
        return
    with open_state_file(path) as file:
        about = file.text, path, chosen.name
        made = recorded(playbook, *about, event, today=date.today(), hints=_HINTS, before=there)
        file.text, file.what = made.after, f"{chosen.title} ({verb})"
    _tell(made, chosen, verb, named=f" -f {quote(path)}" if files else "")


def _tell(made: "EventRecord", chosen: Chosen, verb: str, *, named: str) -> None:
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
    )
    write(recorded_text(told, style_of(sys.stdout)))
    for remark in remarks_on(made):
        write_error(style_of(sys.stderr).clean(remark) + "\n")
