"""`advisor today`, and plain `advisor`: what to do today, in a screen."""

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from advisor.cli.every_day.reviewed import reviewed
from advisor.cli.shared.options import rules_option, without_option
from advisor.cli.shared.project import current_project
from advisor.cli.shared.state_choice import HOW_TO_BEGIN, file_option, no_state, state_of
from advisor.cli.shared.state_options import given_playbook
from advisor.cli.shared.streams import style_of, write, write_error
from advisor.facts.advised import name_in

if TYPE_CHECKING:
    from advisor.advice.next_up import NextUp
    from advisor.advice.reviewed import Reviewed


@click.command(short_help="Show what to do today.")
@file_option
@click.option("--all", "everything", is_flag=True, help="Show everything, also what can wait.")
@rules_option
@without_option
def today(
    *, file: tuple[str, ...], everything: bool, rules: tuple[str, ...], without: tuple[str, ...]
) -> None:
    """Show today's list: what to do, the most urgent first, and what is new since you looked last.

    "!" marks what is critical, "+" what is new since the list of an earlier day. The numbers serve in advisor
    show, done, later, no, why and log until the next list. The facts are those of the file that advisor.yaml
    names, in this folder or above; -f names another one. Plain "advisor" does the same.

    \b
    Example:
      advisor today -f scenarios/states/in-trouble.yaml
    """
    path = state_of(file)
    if not path:
        _begin()
        return
    there = reviewed(given_playbook(rules, without), path)
    named = ""
    if file:
        from shlex import quote

        named = quote(path)
    show_list(there, everything=everything, file=named)


def show_list(there: "Reviewed", *, everything: bool = False, file: str = "") -> None:
    """Write the list of a state under review, and keep its numbers; `file` is what to type after -f."""
    from advisor.advice.last_list import keep_list, list_of, news_since, read_last_list
    from advisor.facts.state_warnings import state_warnings
    from advisor.facts.trend import trend_of
    from advisor.reports.every_day.today import Today, today_text
    from advisor.reports.stale_day import stale_day

    advice, facts = there.advice, there.run.facts
    shown = list_of(advice, there.path, there.text)
    is_kept = keep_list(shown)
    last = read_last_list(there.path) if is_kept else None
    screen = Today(
        advice,
        name_in(there.state, there.playbook.content.vocabulary),
        trend_of(facts),
        news_since(last.earlier, advice) if last is not None and last.earlier is not None else None,
        stale_day(advice.day, date.today().toordinal()),
        len(state_warnings(facts)),
        everything,
        file,
        *_what_follows(there),
    )
    write(today_text(screen, style_of(sys.stdout)))
    if not is_kept and shown.items:
        name = shown.items[0].name
        write_error(f"The numbers of this list cannot be kept: use names, as in advisor show {name}.\n")


def _what_follows(there: "Reviewed") -> "tuple[int, NextUp | None]":
    """How much was recorded today, and what comes up next; nothing where there is something to do."""
    actions, advice = there.playbook.content.actions, there.advice
    if advice.is_blank or not all(actions[item.action].all_clear for item in advice.recommendations):
        return 0, None
    from advisor.advice.next_up import next_up, recorded_on

    day = advice.day
    return recorded_on(there.run.facts, day), next_up(there.playbook, there.state, day)


def _begin() -> None:
    """How to begin, where there is nothing yet."""
    from advisor.reports.every_day.beginning import beginning_text

    project = current_project().file
    write(beginning_text(no_state() if project else "", HOW_TO_BEGIN, style_of(sys.stdout)))
