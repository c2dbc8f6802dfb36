"""`advisor advise` with `--set` or `--since`: advice held against other advice."""

from datetime import date
from typing import TYPE_CHECKING, Protocol

import click

from advisor.cli.given import read_once
from advisor.reports.look import Look

if TYPE_CHECKING:
    from advisor.advice.library import Playbook
    from advisor.facts.state import State


class Written(Protocol):
    """The result in a look, or (JSON) with other signs as escapes where they would be lost."""

    def __call__(self, look: Look, /, *, ascii_only: bool) -> str: ...


def check_options(
    changes: tuple[str, ...],
    previous: str | None,
    *,
    state: str,
    overlay: tuple[str, ...],
    as_of: date | None,
    form: str,
) -> None:
    """A usage error where the options do not go together."""
    option = "--set" if changes else "--since"
    if changes and previous is not None:
        raise click.UsageError(
            "--set and --since cannot be used together: --set tells what would be, and --since what is new. "
            "Ask one after the other."
        )
    if form not in ("text", "json"):
        raise click.UsageError(f"{option} is told as text or as json, not as {form}.")
    if as_of is not None and any(text.partition("=")[0].strip() == "as_of" for text in changes):
        raise click.UsageError(
            "--as-of gives the day already, so --set as_of has no say: leave out one of them."
        )
    read_once(state, *overlay, previous)


def held_against(
    playbook: "Playbook",
    facts: "State",
    changes: tuple[str, ...],
    previous: str | None,
    *,
    as_of: date | None,
    form: str,
    who: str,
    top: int | None,
) -> Written:
    """What `--set` or `--since` asks for.  Raises StateError, or AdviceError for the saved advice."""
    if previous is None:
        return _supposed(playbook, facts, changes, as_of=as_of, form=form, who=who, top=top)
    from advisor.advice.recorded import read_recorded
    from advisor.advice.since import since

    recorded = read_recorded(previous)
    run = playbook.run(facts, as_of)
    found = since(recorded, playbook.advise(run), run)
    if form == "json":
        from advisor.reports.since_json import since_json

        return lambda look, *, ascii_only: since_json(found, top=top, ascii_only=ascii_only)
    from advisor.reports.since_text import since_text

    return lambda look, *, ascii_only: since_text(found, look, who=who, top=top)


def _supposed(
    playbook: "Playbook",
    facts: "State",
    changes: tuple[str, ...],
    *,
    as_of: date | None,
    form: str,
    who: str,
    top: int | None,
) -> Written:
    from advisor.advice.suppose import what_if
    from advisor.cli.given import SET
    from advisor.facts.changes import changes_of

    found = what_if(playbook, facts, changes_of(changes, SET), as_of)
    if form == "json":
        from advisor.reports.supposed_json import supposed_json

        return lambda look, *, ascii_only: supposed_json(
            found, file=facts.name, who=who, top=top, ascii_only=ascii_only
        )
    from advisor.reports.supposed_text import supposed_text

    return lambda look, *, ascii_only: supposed_text(found, look, who=who, top=top)
