"""`advisor advise`: what a freelancer should do now, and why."""

import gc
import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from advisor.cli.given import given_playbook, given_state, state_options
from advisor.cli.options import format_option
from advisor.cli.screen import has_signs, look_of, write

if TYPE_CHECKING:
    from advisor.facts.state import State


@click.command()
@state_options
@click.option(
    "--top", type=click.IntRange(min=1), metavar="N", help="Show only the N most urgent things to do."
)
@format_option
def advise(
    state: str,
    *,
    rules: tuple[str, ...],
    without: tuple[str, ...],
    overlay: tuple[str, ...],
    as_of: date | None,
    top: int | None,
    form: str,
) -> None:
    """Advise the freelancer whose facts are in STATE.

    STATE is a YAML or JSON file; "-" reads standard input. The advice goes to standard output, and all else
    to standard error.

    \b
    Example:
      advisor advise scenarios/states/newcomer.yaml --as-of 2026-11-21 --top 3
    """
    gc.disable()  # one review ends before a collection pays: it takes a third of the time to load a playbook
    playbook = given_playbook(rules, without)
    facts = given_state(state, playbook, overlay)
    advice = playbook.review(facts, as_of=as_of)
    if form == "json":
        from advisor.reports.json_report import advice_json

        write(advice_json(advice, top=top, ascii_only=not has_signs(sys.stdout)))
        return
    from advisor.reports.text import advice_text

    write(advice_text(advice, look_of(sys.stdout), who=freelancer_of(facts), top=top))


def freelancer_of(state: "State") -> str:
    """The freelancer's name as the state gives it, or ""."""
    from advisor.source.tree import Mapping, Scalar

    profile = state.tree.get("profile")
    name = profile.get("name") if isinstance(profile, Mapping) else None
    return name.text if isinstance(name, Scalar) and not name.is_null else ""
