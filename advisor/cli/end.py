"""`advisor end`: something has ended."""

from typing import TYPE_CHECKING

import click

from advisor.cli.shared.options import rules_option, without_option
from advisor.cli.shared.state_choice import chosen_state, file_option
from advisor.cli.shared.state_completion import what_may_end
from advisor.cli.shared.state_options import given_playbook
from advisor.reports.terminal.printable import one_line

if TYPE_CHECKING:
    from advisor.advice.find_subject import Subjects
    from advisor.source.tree import Mapping


@click.command(short_help="Write down that something has ended.")
@click.argument("what", shell_complete=what_may_end)
@click.argument("when", nargs=-1)
@file_option
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@rules_option
@without_option
def end(
    what: str,
    when: tuple[str, ...],
    *,
    file: tuple[str, ...],
    dry_run: bool,
    rules: tuple[str, ...],
    without: tuple[str, ...],
) -> None:
    """Write down that WHAT has ended, today or WHEN, and show how the advice changes.

    WHAT is an id, or the beginning of a title or a name; WHEN a day such as friday or 3 weeks ago.

    \b
    Example:
      advisor end c-301 yesterday -f scenarios/states/newcomer.yaml --dry-run
    """
    path = chosen_state(file)
    playbook = given_playbook(rules, without)
    from advisor.cli.shared.facts_file import change_facts

    words = (what, *when)
    change_facts(playbook, path, lambda _, subjects: _change(words, subjects), dry_run=dry_run, verb="ended")


def _change(words: tuple[str, ...], subjects: "Subjects") -> "Mapping":
    from advisor.advice.forms import TYPED
    from advisor.cli.shared.subject_argument import HINT, row_called
    from advisor.facts.new_row import changed
    from advisor.facts.typed.days import read_typed_day, refused_day
    from advisor.facts.typed.lean import Lean
    from advisor.playbook.types import FieldType, Mismatch, plain, speak
    from advisor.source.tree import Mapping, Scalar

    endings = {
        name: entity.intake.ending
        for name, entity in subjects.entities.items()
        if entity.intake is not None and entity.intake.ending is not None
    }
    if not endings:
        raise click.UsageError("By this playbook nothing ends: change a fact with advisor set.")
    fitting, today = frozenset(endings), subjects.facts.as_of
    what, when = _split(words, subjects)
    row = row_called(
        what, subjects, None if subjects.called(what) and not subjects.called(what, fitting) else fitting
    )
    if row.entity not in endings:
        kinds = " or ".join(subjects.entities[name].called for name in endings)
        called = subjects.entities[row.entity].called
        raise click.BadParameter(
            f'"{one_line(what)}" is a {called}, and only a {kinds} ends.', param_hint=HINT
        )
    day = read_typed_day(when or "today", today, Lean.BEHIND)
    if isinstance(day, Mismatch):
        raise click.BadParameter(refused_day(one_line(when), day), param_hint="'WHEN'")
    if day > today:
        reason = f"{speak(day, FieldType.DATE)} is still to come: write it down once it has ended."
        raise click.BadParameter(reason, param_hint="'WHEN'")
    ending = endings[row.entity]
    values = (*ending.sets, (ending.on, plain(day, FieldType.DATE)))
    return Mapping(
        tuple(changed(f"{row.path}.{name}", Scalar(text, False, TYPED), TYPED) for name, text in values),
        TYPED,
    )


def _split(words: tuple[str, ...], subjects: "Subjects") -> tuple[str, str]:
    """What is meant, whose name may have several words, and the day behind it; "" for none."""
    from advisor.facts.typed.days import read_typed_day
    from advisor.facts.typed.lean import Lean

    for length in range(1, len(words) + 1):
        what, when = " ".join(words[:length]), " ".join(words[length:])
        is_day = not when or isinstance(read_typed_day(when, subjects.facts.as_of, Lean.BEHIND), int)
        if is_day and subjects.called(what):
            return what, when
    return words[0], " ".join(words[1:])
