"""`advisor add`: something new, told in answers to a few questions."""

from typing import TYPE_CHECKING

import click

from advisor.cli.shared import exits
from advisor.cli.shared.options import rules_option, without_option
from advisor.cli.shared.state_choice import chosen_state, file_option
from advisor.cli.shared.state_completion import what_may_be_added
from advisor.cli.shared.state_file import refuse_unwritable
from advisor.cli.shared.state_options import given_playbook
from advisor.cli.shared.streams import write_error
from advisor.reports.terminal.printable import one_line
from advisor.source.diagnostic import suggest
from advisor.source.tree import Mapping

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.cli.ask.telling import Telling
    from advisor.playbook.vocabulary import Entity, Vocabulary


@click.command(short_help="Tell of something new, such as a contract.")
@click.argument("entity", shell_complete=what_may_be_added)
@file_option
@click.option("--dry-run", is_flag=True, help="Ask, show what would change, and write nothing.")
@rules_option
@without_option
def add(
    entity: str,
    *,
    file: tuple[str, ...],
    dry_run: bool,
    rules: tuple[str, ...],
    without: tuple[str, ...],
) -> int:
    """Tell of a new contract, client or whatever else your playbook knows, and show how the advice changes.

    A few questions follow; Enter leaves one open. Nothing is written before the last one is answered.

    \b
    Example:
      advisor add contract -f scenarios/states/newcomer.yaml --dry-run
    """
    path = chosen_state(file)
    if not dry_run:
        refuse_unwritable(path)
    playbook = given_playbook(rules, without)
    kind = _entity(entity, playbook.content.vocabulary)
    from advisor.cli.shared.facts_file import change_facts

    try:
        told = _told(kind, path, playbook)
    except KeyboardInterrupt:
        write_error("\nNothing was written.\n")
        return exits.INTERRUPTED
    if not _says_something(told.store.changes):
        write_error("Nothing was added.\n")
        return exits.DONE
    change_facts(playbook, path, lambda *_: told.store.changes, dry_run=dry_run)
    return exits.DONE


def _says_something(changes: Mapping) -> bool:
    """Whether more was told than that there is a new record."""
    return any(not isinstance(one.value, Mapping) or one.value.entries for one in changes.entries)


def _told(kind: "Entity", path: str, playbook: "Playbook") -> "Telling":
    from advisor.advice.interview import Interview
    from advisor.cli.ask.telling import Telling
    from advisor.facts.state import State

    telling = Telling(Interview(playbook, State.load(path)))
    if kind.belongs_to:
        owner = telling.interview.run.facts.schema.vocabulary.entities[kind.belongs_to]
        number = len(telling.interview.run.facts.rows[kind.name])
        telling.of_record(kind, owner.section, number)
    else:
        telling.of_new(kind)
    return telling


def _entity(text: str, vocabulary: "Vocabulary") -> "Entity":
    """The entity that a person names, or a usage error."""
    from advisor.facts.new_row import may_be_added

    wanted = text.strip().casefold().replace(" ", "_").replace("-", "_")
    can = [entity for entity in vocabulary.entities.values() if may_be_added(entity, vocabulary)]
    names = {entity.name: (entity.name, entity.section, entity.called) for entity in can}
    spelt = {key: [one.casefold().replace(" ", "_") for one in known] for key, known in names.items()}
    whole = [key for key, known in spelt.items() if wanted in known]
    begun = [key for key, known in spelt.items() if wanted and any(one.startswith(wanted) for one in known)]
    found = whole or begun
    if len(found) == 1:
        return vocabulary.entities[found[0]]
    hint = suggest(wanted, list(names)) or f"try {' or '.join(found or names)}"
    single = next((one for one in vocabulary.entities.values() if wanted in (one.name, one.section)), None)
    if single is not None and single.single:
        hint = f"there is one; change it with advisor set {single.section} FIELD VALUE"
    elif single is not None:
        hint = "what was done is recorded with advisor log"
    raise click.BadParameter(f'"{one_line(text)}" cannot be added: {hint}.', param_hint="'ENTITY'")
