"""What people name in advice: an action for a subject, such as "check-in@c-101", or a rule for one.

Scenario files name the same things at places in a file, with diagnostics: see `scenarios/items.py`.
"""

from collections.abc import Iterable, Sequence

from advisor.facts.rows import Facts, Row
from advisor.playbook.model import Action, Rule, RuleBase
from advisor.playbook.reading import a
from advisor.playbook.vocabulary import Entity
from advisor.source.diagnostic import suggest
from advisor.source.errors import SelectionError
from advisor.source.record import record

AT = "@"
_CHOICES = 12  # ids listed at once
_SEE_ALL = "the advice names them, and the playbook holds them all"


@record
class Item:
    """An action, and the one that it concerns."""

    action: Action
    row: Row

    @property
    def name(self) -> str:
        """As it is written: "check-in@c-101", or the action alone for the profile."""
        return name_of(self.action.id, self.row)


def name_of(name: str, row: Row) -> str:
    """An action or a rule for a subject, as it is written."""
    if row.id == row.entity:
        return name
    return f"{name}{AT}{row.path if row.id.isdecimal() and row.path.count('.') > 1 else row.id}"


def find_item(text: str, playbook: RuleBase, facts: Facts, usual: Sequence[Row] = ()) -> Item:
    """What ACTION[@SUBJECT] means: SUBJECT is an id or a path.

    Without SUBJECT it is the profile, where the action concerns it, else the one row that is `usual`.
    Raises SelectionError.
    """
    name, subject = split_item(text)
    action = playbook.actions.get(name)
    if action is None:
        about = [rule.actions for rule in playbook.rules if rule.id == name and rule.actions]
        hint = f"that is a rule, about {_listed(about[0])}" if about else suggest(name, playbook.actions)
        raise SelectionError(f'there is no action "{name}"', hint or _SEE_ALL)
    if subject is None and len(usual) == 1:
        return Item(action, usual[0])
    return Item(action, find_subject(name, action.entity, subject, facts, usual))


def split_item(text: str) -> tuple[str, str | None]:
    """The name and the subject of a text; None where none is named."""
    name, _, subject = text.partition(AT)
    return name.strip(), subject.strip() or None


def find_named(name: str, playbook: RuleBase) -> Action | Rule:
    """The action of that id, else the rule of that id.  Raises SelectionError."""
    rules = {rule.id: rule for rule in playbook.rules}
    named = playbook.actions.get(name) or rules.get(name)
    if named is None:
        hint = suggest(name, (*playbook.actions, *rules)) or _SEE_ALL
        raise SelectionError(f'there is no action and no rule "{name}"', hint)
    return named


def find_subject(name: str, entity: str, subject: str | None, facts: Facts, usual: Sequence[Row] = ()) -> Row:
    """The row of an entity by its id or path; None stands for the only one there can be.

    `name` is what asks for it, and `usual` the rows to offer first.  Raises SelectionError.
    """
    kind = facts.schema.vocabulary.entities[entity]
    rows = facts.rows[entity]
    if subject is None and kind.single:
        return rows[0]
    called = kind.called or entity
    if subject is None:
        hint = _to_write(name, kind, usual or rows)
        raise SelectionError(f'"{name}" is for {a(called)}, and none is named', hint)
    named = [row for row in rows if subject in (row.id, row.path)]
    if len(named) == 1:
        return named[0]
    if named:
        paths = _listed(row.path for row in named)
        raise SelectionError(f'"{subject}" names {len(named)} of them', f"name one by its path: {paths}")
    near = suggest(subject, [*(row.id for row in rows), *(row.path for row in rows)])
    hint = near or (f'write "{name}" alone' if kind.single else _to_write(name, kind, rows))
    raise SelectionError(f'the state has no {called} "{subject}"', hint)


def _to_write(name: str, kind: Entity, rows: Sequence[Row]) -> str:
    if not rows:
        return f"it has no {kind.section}"
    ids = [name_of("", row).removeprefix(AT) for row in rows]
    return f"write {name}{AT}ID, with {'one of' if len(ids) > 1 else 'the ID'} {_listed(ids, ' or ')}"


def _listed(names: Iterable[str], last: str = " and ") -> str:
    from advisor.english.lists import comma_list

    all_names = list(names)
    more = len(all_names) - _CHOICES
    if more > 0:
        return f"{', '.join(all_names[:_CHOICES])}, or one of {more} more"
    return comma_list(all_names, last)
