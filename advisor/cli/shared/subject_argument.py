"""The argument WHAT: one of those that a state lists, by its id or the beginning of its title or name."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from advisor.cli.shared.streams import is_terminal, style_of, write_error
from advisor.english.lists import comma_list
from advisor.reports.terminal.printable import one_line
from advisor.reports.wording import listed
from advisor.source.diagnostic import suggest

if TYPE_CHECKING:
    from advisor.advice.find_subject import Subjects
    from advisor.facts.rows import Row

_MOST = 9  # that are offered at once
_SHOWN = 5  # that are named where none is meant
HINT = "'WHAT'"


def row_called(text: str, subjects: "Subjects", entities: frozenset[str] | None = None) -> "Row":
    """The row that is meant; where several are, who sits at a terminal is asked which, else a usage error."""
    rows = subjects.called(text, entities)
    if len(rows) == 1:
        return rows[0]
    if not rows:
        near = suggest(text, subjects.names())
        known = near or f"there {_there_are(subjects, entities)}"
        raise click.BadParameter(
            f'nothing here is called "{one_line(text)}": {one_line(known)}', param_hint=HINT
        )
    labels = [_told(row, subjects) for row in rows]
    return rows[one_of_several(text, labels, "Say more, or give the id.")]


def one_of_several(text: str, labels: list[str], tries: str, numbers: Sequence[int] = ()) -> int:
    """The place of the one that is meant, from 0; who sits at a terminal is asked which, else a usage error.

    `numbers` are those by which they are known, else they are counted from 1; `tries` says what to type.
    """
    known = numbers or range(1, len(labels) + 1)
    if is_terminal(sys.stdin) and len(labels) <= _MOST:
        return _asked(f'Which "{one_line(text)}" do you mean?', labels, tuple(map(str, known)))
    lead = [f"{number} " for number in numbers] or [""] * len(labels)
    named = [one_line(number + label) for number, label in zip(lead, labels, strict=True)]
    shown = "; ".join(named[:_MOST]) + ("; ..." if len(named) > _MOST else "")
    raise click.BadParameter(f'"{one_line(text)}" could be {shown}. {tries}', param_hint=HINT)


def _there_are(subjects: "Subjects", entities: frozenset[str] | None) -> str:
    """What a state lists, the first few of it, as words behind "there"."""
    labels = [
        subjects.label(row)
        for name, entity in subjects.entities.items()
        if not entity.single and not entity.belongs_to and (entities is None or name in entities)
        for row in subjects.facts.rows[name]
    ]
    if not labels:
        return "is nothing yet: advisor add begins."
    return f"{'is' if len(labels) == 1 else 'are'} {listed(labels, _SHOWN)}."


def _told(row: "Row", subjects: "Subjects") -> str:
    label = subjects.label(row)
    return label if label == row.id else f"{label}, {row.id}"


def _asked(question: str, labels: list[str], numbers: tuple[str, ...]) -> int:
    """The place of the one that is chosen, from 0."""
    from advisor.cli.shared.typed_lines import TypedLines
    from advisor.facts.typed.choices import read_typed_choice
    from advisor.playbook.types import Mismatch
    from advisor.reports.facts import which_text

    lines = TypedLines()
    write_error(which_text(question, list(zip(numbers, labels, strict=True)), style_of(sys.stderr)))
    while (line := lines.read()) is not None:
        chosen = read_typed_choice(line, numbers, "", labels=tuple(labels))
        if not isinstance(chosen, Mismatch):
            return numbers.index(chosen)
        write_error(f"  Answer with {comma_list(numbers)}.\n")
    raise click.Abort
