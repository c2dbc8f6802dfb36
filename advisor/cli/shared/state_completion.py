"""What a shell completes from a state: numbers of its last list, what it lists, their fields and choices.

A shell waits for it at every press of a key: nothing is reviewed, and whatever is wrong offers nothing.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from advisor.cli.shared.completion import Complete, playbook_of
from advisor.cli.shared.state_choice import state_of
from advisor.reports.terminal.printable import one_line
from advisor.source.errors import AdvisorError

if TYPE_CHECKING:
    from advisor.advice.find_subject import Subjects
    from advisor.facts.rows import Row
    from advisor.playbook.vocabulary import Entity

Offered = Iterable[tuple[str, str]]  # what may be typed, and what it stands for
_YES_OR_NO = ("yes", "no")
_UNKNOWN = "unknown"


def _completing(offers: Callable[[click.Context, str], Offered]) -> Complete:
    """What completes an argument: those of the offers that go on as it was begun."""

    @wraps(offers)
    def complete(ctx: click.Context, param: click.Parameter, begun: str) -> list[CompletionItem]:
        try:
            offered = list(offers(ctx, begun))
        except (AdvisorError, click.ClickException, OSError):
            return []
        return [CompletionItem(text, help=one_line(told)) for text, told in offered if text.startswith(begun)]

    return complete


@_completing
def listed_items(ctx: click.Context, begun: str) -> Offered:
    """The numbers of the list that was shown last; once a letter is typed, the names of its items."""
    from advisor.advice.last_list import read_last_list

    last = read_last_list(state_of(ctx.params.get("file") or ()))
    items = last.shown.items if last is not None else ()
    is_name = begun[:1].isalpha()
    return [(item.name if is_name else str(item.number), item.title) for item in items]


@_completing
def subjects(ctx: click.Context, begun: str) -> Offered:
    """What the state lists, and what there is one of, by their ids."""
    return _subjects(ctx, lambda entity: True)


@_completing
def what_may_end(ctx: click.Context, begun: str) -> Offered:
    """What the state lists that can end, by its id."""
    return _subjects(ctx, lambda entity: entity.intake is not None and entity.intake.ending is not None)


def _subjects(ctx: click.Context, wanted: "Callable[[Entity], bool]") -> Offered:
    there = _there(ctx)
    for entity in there.facts.schema.sections.values():
        if wanted(entity):
            rows = there.facts.rows[entity.name]
            yield from ((entity.section if entity.single else row.id, there.label(row)) for row in rows)


@_completing
def fields(ctx: click.Context, begun: str) -> Offered:
    """The fields of what is named before."""
    there = _there(ctx)
    for kind in sorted({row.entity for row in _named(ctx, there)}):
        entity = there.entities[kind]
        for name in (*entity.fields, *entity.links):
            if name != entity.key:
                asked = entity.asks(name)
                yield name, asked.ask if asked is not None else ""


@_completing
def values(ctx: click.Context, begun: str) -> Offered:
    """The choices of the field that is named before, yes and no for a flag, the ids that a link may hold."""
    if ctx.params.get("value"):
        return  # a later word of it
    there, name = _there(ctx), ctx.params.get("field") or ""
    for row in _named(ctx, there)[:1]:
        entity = there.entities[row.entity]
        field, link = entity.fields.get(name), entity.links.get(name)
        if link is not None:
            yield from ((other.id, there.label(other)) for other in there.facts.rows[link])
        elif field is not None:
            choices = _YES_OR_NO if field.kind == "flag" else field.choices
            yield from ((choice, "") for choice in choices)
        if field is not None or link is not None:
            yield _UNKNOWN, "take out what is known"


@_completing
def what_may_be_added(ctx: click.Context, begun: str) -> Offered:
    """What the playbook knows and a state may have one more of."""
    from advisor.facts.new_row import may_be_added

    vocabulary = playbook_of(ctx).vocabulary
    return [(one.name, one.called) for one in vocabulary.entities.values() if may_be_added(one, vocabulary)]


def _there(ctx: click.Context) -> "Subjects":
    """The state, without a review.  Raises AdvisorError."""
    from datetime import date

    from advisor.advice.find_subject import Subjects
    from advisor.engine.run import Program, Run
    from advisor.facts.rows import WorkingMemory
    from advisor.facts.state import State

    program = Program(playbook_of(ctx))
    state = State.load(state_of(ctx.params.get("file") or ()))
    facts = program.builder.build(state, None, date.today().toordinal())
    return Subjects(program, Run(WorkingMemory(facts, {}), ()))


def _named(ctx: click.Context, there: "Subjects") -> tuple["Row", ...]:
    return there.called(ctx.params.get("what") or "")
