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
from advisor.playbook.vocabulary import spelt
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
    from advisor.advice.forms import TYPED
    from advisor.facts.score_of_today import with_score_of_today

    changes = with_score_of_today(told.store.changes, kind, told.interview.run.facts, TYPED)
    change_facts(playbook, path, lambda *_: changes, dry_run=dry_run, verb="added")
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
    from advisor.english.lists import comma_list
    from advisor.facts.new_row import may_be_added

    can = [entity for entity in vocabulary.entities.values() if may_be_added(entity, vocabulary)]
    whole, begun = _called(text, can)
    found = whole or begun
    if len(found) == 1:
        return found[0]
    names = [spelt(entity.name) for entity in found or can]
    every = [word for entity in can for word in (spelt(entity.name), *entity.also)]
    hint = suggest(text.strip().casefold(), every) or f"try {comma_list(names)}"
    others, _ = _called(text, [one for one in vocabulary.entities.values() if one not in can])
    if others and others[0].single:
        hint = f"there is one; change it with advisor set {others[0].section} FIELD VALUE"
    elif others:
        hint = "what was done is recorded with advisor done, or advisor log"
    stop = "" if hint.endswith("?") else "."
    raise click.BadParameter(f'"{one_line(text)}" cannot be added: {hint}{stop}', param_hint="'ENTITY'")


def _called(text: str, entities: "list[Entity]") -> "tuple[list[Entity], list[Entity]]":
    """The entities of which a text is a name, and those of which it begins one, but for their sections."""
    wanted = spelt(text)
    names = [
        (entity, [spelt(name) for name in (entity.name, entity.called, *entity.also)]) for entity in entities
    ]
    whole = [entity for entity, known in names if wanted in (*known, spelt(entity.section))]
    plural = [entity for entity, known in names if wanted.endswith("s") and wanted[:-1] in known]
    begun = [entity for entity, known in names if wanted and any(name.startswith(wanted) for name in known)]
    return whole or plural, begun
