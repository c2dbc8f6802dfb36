"""`advisor show`: one item of the list, whole."""

import shlex
import sys
from datetime import date

import click

from advisor.cli.every_day.numbered import chosen_item
from advisor.cli.every_day.reviewed import reviewed
from advisor.cli.shared.options import rules_option, without_option
from advisor.cli.shared.pager import write_paged
from advisor.cli.shared.refused import Refused
from advisor.cli.shared.state_choice import chosen_state, file_option
from advisor.cli.shared.state_completion import listed_items
from advisor.cli.shared.state_options import given_playbook
from advisor.cli.shared.streams import style_of, write_error


@click.command(short_help="Show one item of the list whole.")
@click.argument("words", metavar="N", nargs=-1, required=True, shell_complete=listed_items)
@file_option
@click.option("--copy", is_flag=True, help="Put its draft on the clipboard, where there is one.")
@rules_option
@without_option
def show(
    words: tuple[str, ...],
    *,
    file: tuple[str, ...],
    copy: bool,
    rules: tuple[str, ...],
    without: tuple[str, ...],
) -> None:
    """Show item N of the list that was shown last: why, how, a draft, what is at stake, and its sources.

    Instead of a number, a word of its title will do, or a name such as check-in@c-101.

    \b
    Example:
      advisor show 1 -f scenarios/states/in-trouble.yaml
    """
    path, number = chosen_state(file), " ".join(words)
    there = reviewed(given_playbook(rules, without), path)
    chosen = chosen_item(number, there)
    if chosen.rank is None:
        reason = chosen.doubt or f"{chosen.name} is not on your list now."
        named = f"{shlex.quote(path)} " if file else ""
        tries = f"advisor why-not {named}{chosen.name} tells why."
        raise Refused(f"{reason} {tries}")
    if chosen.question and "list you looked at" not in chosen.doubt:
        write_error(f"{chosen.doubt}\n")
    from advisor.reports.every_day.item import ItemScreen, item_text
    from advisor.reports.stale_day import stale_day

    item = there.advice.recommendations[chosen.rank - 1]
    copied = _copied(item.message) if copy else ""
    claims = there.playbook.content.claims
    documents = there.playbook.content.documents
    screen = ItemScreen(
        there.advice,
        chosen.rank,
        tuple(
            (claims[name].says, documents[claims[name].document].title, claims[name].section)
            for name in item.claims
            if name in claims
        ),
        chosen.name if chosen.number is None else str(chosen.number),
        shlex.quote(path) if file else "",
        stale_day(there.advice.day, date.today().toordinal()),
    )
    write_paged(item_text(screen, style_of(sys.stdout)))
    if copied:
        write_error(f"{copied}\n")


def _copied(draft: str | None) -> str:
    """What became of putting a draft on the clipboard, in a sentence."""
    if draft is None:
        return "There is no draft to copy: this one needs no message."
    from advisor.cli.every_day.clipboard import copy_text

    if copy_text(draft):
        return "The draft is on your clipboard."
    return "There is no clipboard here that I can use; copy the draft from above."
