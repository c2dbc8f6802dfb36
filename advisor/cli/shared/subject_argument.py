"""The argument WHAT: one of those that a state lists, by its id or the beginning of its title or name."""

import sys
from typing import TYPE_CHECKING

import click

from advisor.cli.shared.streams import is_terminal, style_of, write_error
from advisor.reports.terminal.printable import one_line
from advisor.source.diagnostic import suggest

if TYPE_CHECKING:
    from advisor.advice.find_subject import Subjects
    from advisor.facts.rows import Row

_MOST = 9  # that are offered at once
HINT = "'WHAT'"


def row_called(text: str, subjects: "Subjects", entities: frozenset[str] | None = None) -> "Row":
    """The row that is meant; where several are, who sits at a terminal is asked which, else a usage error."""
    rows = subjects.called(text, entities)
    if len(rows) == 1:
        return rows[0]
    if not rows:
        near = suggest(text, subjects.names())
        known = near or "name it by its id, or by the beginning of its title or name."
        raise click.BadParameter(
            f'nothing here is called "{one_line(text)}": {one_line(known)}', param_hint=HINT
        )
    labels = [_told(row, subjects) for row in rows]
    if is_terminal(sys.stdin) and len(rows) <= _MOST:
        return rows[_asked(f'Which "{one_line(text)}" do you mean?', labels)]
    shown = "; ".join(map(one_line, labels[:_MOST])) + ("; ..." if len(rows) > _MOST else "")
    raise click.BadParameter(
        f'"{one_line(text)}" could be {shown}. Say more, or give the id.', param_hint=HINT
    )


def _told(row: "Row", subjects: "Subjects") -> str:
    label = subjects.label(row)
    return label if label == row.id else f"{label}, {row.id}"


def _asked(question: str, labels: list[str]) -> int:
    """The number of the one that is chosen, from 0."""
    from advisor.cli.shared.typed_lines import TypedLines
    from advisor.facts.typed.choices import read_typed_choice
    from advisor.playbook.types import Mismatch
    from advisor.reports.facts import which_text

    numbers, lines = tuple(str(n) for n in range(1, len(labels) + 1)), TypedLines()
    write_error(which_text(question, labels, style_of(sys.stderr)))
    while (line := lines.read()) is not None:
        chosen = read_typed_choice(line, numbers, "", labels=tuple(labels))
        if not isinstance(chosen, Mismatch):
            return int(chosen) - 1
        write_error(f"  Answer with a number from 1 to {len(labels)}.\n")
    raise click.Abort
