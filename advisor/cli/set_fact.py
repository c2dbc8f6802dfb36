"""`advisor set`: one fact, in a person's words."""

from shlex import quote
from typing import TYPE_CHECKING

import click

from advisor.cli.shared.options import rules_option, without_option
from advisor.cli.shared.state_choice import chosen_state, file_option
from advisor.cli.shared.state_completion import fields, subjects, values
from advisor.cli.shared.state_options import given_playbook
from advisor.reports.terminal.printable import one_line
from advisor.reports.wording import capitalized
from advisor.source.diagnostic import suggest

if TYPE_CHECKING:
    from advisor.advice.find_subject import Subjects
    from advisor.facts.rows import Row
    from advisor.facts.state import State
    from advisor.playbook.vocabulary import Entity
    from advisor.source.tree import Mapping

_MOST = 12  # fields that are named at once


@click.command("set", short_help="Change one fact.")
@click.argument("what", shell_complete=subjects)
@click.argument("field", shell_complete=fields)
@click.argument("value", nargs=-1, required=True, shell_complete=values)
@file_option
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@rules_option
@without_option
def set_command(
    what: str,
    field: str,
    value: tuple[str, ...],
    *,
    file: tuple[str, ...],
    dry_run: bool,
    rules: tuple[str, ...],
    without: tuple[str, ...],
) -> None:
    """Change one fact of WHAT, and show how the advice changes.

    WHAT is an id, or the beginning of a title or a name. VALUE is in your own words: friday, 3 weeks ago,
    $1.2k, 92%, yes, unknown. The rest of the file stays as it is.

    \b
    Example:
      advisor set c-301 next_deadline friday -f scenarios/states/newcomer.yaml --dry-run
    """
    path, words = chosen_state(file), (what, field, *value)
    playbook = given_playbook(rules, without)
    from advisor.cli.shared.facts_file import change_facts

    change_facts(playbook, path, lambda state, all_: _change(words, state, all_), dry_run=dry_run)


def _change(words: tuple[str, ...], state: "State", subjects: "Subjects") -> "Mapping":
    from advisor.advice.answers import Form
    from advisor.advice.find_field import fields_called, split_words
    from advisor.advice.forms import TYPED, form_of, read_fact
    from advisor.cli.shared.subject_argument import row_called
    from advisor.facts.new_row import changed
    from advisor.facts.score_of_today import records_of_today
    from advisor.playbook.types import Mismatch
    from advisor.playbook.vocabulary import spaced
    from advisor.reports.interview import what_to_try
    from advisor.source.tree import Mapping

    what, named, text = split_words(words, subjects)
    entities = subjects.entities
    fitting = frozenset(name for name, entity in entities.items() if fields_called(named, entity))
    row = row_called(what, subjects, fitting if fitting and subjects.called(what, fitting) else None)
    name = _field_of(row, named, entities[row.entity])
    if not text.strip():
        reason = f"The value is empty. To take it out, type: advisor set {quote(what)} {name} unknown"
        raise click.BadParameter(one_line(reason), param_hint="'VALUE'")
    form: Form = form_of(row, name, subjects.facts, state)
    value = read_fact(text, form, subjects.facts.as_of)
    if isinstance(value, Mismatch):
        hint = f" {capitalized(value.hint)}{_stop(value.hint)}" if value.hint else ""
        reason = f'"{one_line(text)}" does not fit {spaced(name)}.{hint} {what_to_try(form, value)}'
        raise click.BadParameter(one_line(reason), param_hint="'VALUE'")
    too = records_of_today(entities[row.entity], name, value, subjects.facts, TYPED)
    return Mapping((changed(f"{row.path}.{name}", value, TYPED), *too), TYPED)


def _stop(sentence: str) -> str:
    return "" if sentence.endswith((".", "?")) else "."


def _field_of(row: "Row", text: str, entity: "Entity") -> str:
    from advisor.advice.find_field import fields_called, settable

    found = fields_called(text, entity)
    if len(found) == 1:
        return found[0]
    names = found or settable(entity)
    shown = ", ".join(names[:_MOST]) + (", ..." if len(names) > _MOST else "")
    if found:
        reason = f'"{one_line(text)}" could be {shown}.'
    elif text in entity.computed:
        reason = f'"{one_line(text)}" is worked out from other facts: change one of those.'
    else:
        also = [word for field in entity.fields.values() for word in field.also]
        hint = suggest(text, [*names, *also]) or f"try {shown}"
        reason = f'{entity.called} "{one_line(row.id)}" has no field "{one_line(text)}": {hint}'
    raise click.BadParameter(reason, param_hint="'FIELD'")
