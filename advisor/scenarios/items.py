"""What scenarios refer to by name, held against what there is: actions, subjects, facts, rules, events.

A name with ANY in it stands for all that the state has of them: `talk@*`, `contracts.*.fault`.
"""

import re
from collections.abc import Iterator

from advisor.english.lists import comma_list
from advisor.facts.rows import Facts, Row
from advisor.playbook.model import Action, RuleBase
from advisor.playbook.reading import Problems, a, describe, read_text
from advisor.playbook.types import FieldType, Mismatch, Value, read_value
from advisor.playbook.vocabulary import POLICY, Entity
from advisor.scenarios.model import ANY, ExpectedItem, ExpectedQuestion
from advisor.source.diagnostic import suggest
from advisor.source.record import record
from advisor.source.tree import Node, Scalar


def read_typed(node: Node | None, what: str, kind: FieldType, problems: Problems) -> Value | None:
    """A value of a type; None where there is none, or with a diagnostic."""
    if node is None:
        return None
    value = read_value(node.text, kind) if isinstance(node, Scalar) else Mismatch("one value")
    if isinstance(value, Mismatch):
        message = f"{what}: found {describe(node)}, expected {value.expected}"
        problems.add("wrong-value", node, message, value.hint)
        return None
    return value


@record
class Places:
    """Where an item stands, and in it the action and the subject."""

    item: Node
    action: Node
    subject: Node


@record
class ScenarioNames:
    """What names mean in a scenario: `facts` are None where its state is broken, `absent` rules left out."""

    playbook: RuleBase
    facts: Facts | None
    problems: Problems
    absent: frozenset[str] = frozenset()

    def item(self, node: Node, what: str) -> ExpectedItem | None:
        """An action and its subject in one text: "check-in@c-101", or the action alone where there is one."""
        text = read_text(node, what, self.problems)
        if text is None:
            return None
        action, at, subject = text.partition("@")
        return self.item_of(action.strip(), subject.strip() if at else None, Places(node, node, node))

    def items(self, node: Node, what: str) -> Iterator[ExpectedItem]:
        """As `item`, and with ANY for the subject one item for each that the state has."""
        text = node.text if isinstance(node, Scalar) else ""
        action, at, subject = text.partition("@")
        known = self.playbook.actions.get(action.strip())
        if known is None or not at or subject.strip() != ANY or self._entity(known).single:
            if item := self.item(node, what):
                yield item
            return
        rows = self.facts.rows[known.entity] if self.facts else ()
        for row in rows:
            yield ExpectedItem(known.id, known.entity, row.name, node.location)
        if self.facts and not rows:
            message = f'the state has no {self._entity(known).section}, so that "{text}" says nothing'
            self.problems.add("unknown-id", node, message, "remove it, or add one to the state")

    def _entity(self, action: Action) -> Entity:
        return self.playbook.vocabulary.entities[action.entity]

    def item_of(self, action: str, subject: str | None, places: Places) -> ExpectedItem | None:
        """An action and the id of its subject; None stands for the only one there is."""
        known = self.playbook.actions.get(action)
        if known is None:
            hint = suggest(action, self.playbook.actions) or "use the id of an action of the playbook"
            self.problems.add("unknown-action", places.action, f'there is no action "{action}"', hint)
            return None
        entity = self._entity(known)
        if subject is None and not entity.single:
            message = f'"{action}" is for {a(entity.name)}, and none is named'
            self.problems.add("missing-subject", places.action, message, f'write it as "{action}@ID"')
            return None
        if subject is not None and not self._subject(entity, subject, places.subject):
            return None
        named = subject and self._name(entity, subject)
        return ExpectedItem(action, entity.name, named or entity.name, places.item.location)

    def _name(self, entity: Entity, subject: str) -> str:
        """What advice calls the one that is meant by its id, or by what advice calls it."""
        rows = self._meant(entity, subject)
        return rows[0].name if len(rows) == 1 else subject

    def _meant(self, entity: Entity, subject: str) -> list[Row]:
        rows = self.facts.rows[entity.name] if self.facts else ()
        return [row for row in rows if subject in (row.id, row.name)]

    def _subject(self, entity: Entity, subject: str, where: Node) -> bool:
        if self.facts is None:
            return True
        known = [entity.name] if entity.single else [row.name for row in self.facts.rows[entity.name]]
        meant = self._meant(entity, subject)
        if subject in known or len(meant) == 1:
            return True
        if meant:
            names = ", ".join(row.name for row in meant)
            message = f'"{subject}" is the number of {len(meant)} of {entity.section}'
            self.problems.add("unknown-id", where, message, f"name one by its path: {names}")
            return False
        others = "write the action alone"
        if subject == ANY and not entity.single:
            others = f'name one; only under "not_recommended" the sign {ANY} stands for all of them'
        elif not entity.single:
            section = entity.section
            others = f"its {section}: {', '.join(known)}" if known else f"it has no {section}"
        hint = suggest(subject, known) or others
        self.problems.add("unknown-id", where, f'the state has no {entity.name} "{subject}"', hint)
        return False

    def rule(self, name: str, where: Node) -> str | None:
        """The id of a rule."""
        if name in self.absent:
            message = f'this scenario is without the rule "{name}"'
            self.problems.add("unknown-rule", where, message, 'name another one, or shorten "without"')
            return None
        known = [rule.id for rule in self.playbook.rules]
        # A scenario of a playbook that has a rule may name it where another playbook disables the rule.
        known += [disabled.rule.id for disabled in self.playbook.disabled]
        if name in known:
            return name
        hint = suggest(name, known) or "use the id of a rule of the playbook"
        self.problems.add("unknown-rule", where, f'there is no rule "{name}"', hint)
        return None

    def asked(self, node: Node, what: str) -> ExpectedQuestion | None:
        """The path of a fact that a question may ask for."""
        path = read_text(node, what, self.problems)
        if path is None or not self._fact(path, node):
            return None
        return ExpectedQuestion(path, node.location)

    def all_asked(self, node: Node, what: str) -> Iterator[ExpectedQuestion]:
        """As `asked`, and with ANY for ids and numbers one path for each that the state has."""
        text = read_text(node, what, self.problems) if isinstance(node, Scalar) else None
        stem, _, name = (text or "").rpartition(".")
        if text is None or ANY not in stem.split(".") or not self.facts:
            if question := self.asked(node, what):
                yield question
            return
        parts = stem.split(".")
        pattern = re.compile(r"\.".join(".+" if part == ANY else re.escape(part) for part in parts))
        # An id may have dots: the section tells of whom the path is, not how many parts it has.
        entities = self.playbook.vocabulary.entities.values()
        meant = {entity.name for entity in entities if entity.section in parts[-2:-1]}
        rows = [row for path, row in self._rows().items() if row.entity in meant and pattern.fullmatch(path)]
        for row in rows:
            if self._member(row, name, node):
                yield ExpectedQuestion(f"{row.path}.{name}", node.location)
        if not rows:
            message = f'the state has no "{stem}", so that "{text}" says nothing'
            hint = suggest(parts[0], self.playbook.vocabulary.sections)
            self.problems.add("unknown-id", node, message, hint or "remove it, or add one to the state")

    def event(self, path: str, where: Node) -> str | None:
        """The path of an event, such as "contracts.c-101.history.0"."""
        if self.facts is None or path in self._rows():
            return path
        message = f'the state has no event "{path}"'
        self.problems.add("unknown-id", where, message, "events count from 0, by date")
        return None

    def _rows(self) -> dict[str, Row]:
        return {row.path: row for rows in (self.facts.rows.values() if self.facts else ()) for row in rows}

    def _fact(self, path: str, where: Node) -> bool:
        if self.facts is None:
            return True
        rows = self._rows()
        stem, _, name = path.rpartition(".")
        if stem in rows:
            return self._member(rows[stem], name, where)
        if stem == POLICY:
            message, hint = f'"{path}" is never asked for', "a parameter always has a value"
        elif not stem:
            message = f'"{path}" is no path of a fact'
            forms = [f'"{form}"' for form in self.playbook.vocabulary.path_forms]
            hint = f"write it as {comma_list(forms)}"
        else:
            message = f'the state has no "{stem}"'
            hint = suggest(stem, rows) or "name a section, an id and a field"
            if ANY in stem.split("."):
                hint = f'name one; only under "not_asked" the sign {ANY} stands for all of them'
        self.problems.add("unknown-id", where, message, hint)
        return False

    def _member(self, row: Row, name: str, where: Node) -> bool:
        entity = self.playbook.vocabulary.entities[row.entity]
        if name in entity.fields or name in entity.links:
            return True
        if name in entity.computed:
            message = f'"{name}" of {a(entity.noun)} is computed and never asked for'
            self.problems.add("computed-field", where, message, "name the fact that it follows from")
            return False
        hint = suggest(name, [*entity.fields, *entity.links])
        self.problems.add("unknown-field", where, f'{a(entity.noun)} has no field "{name}"', hint)
        return False
