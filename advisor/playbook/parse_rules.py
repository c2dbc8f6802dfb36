"""`rules:`, second pass: conditions, deadline and reason of each rule, with every name resolved."""

from advisor.playbook.citing import Citing
from advisor.playbook.conditions import Condition, Path
from advisor.playbook.model import Deadline, Period, Priority, Rule, Verb
from advisor.playbook.parse_conditions import BlockParser
from advisor.playbook.parse_drafts import Draft
from advisor.playbook.parse_fields import NAME_HINT, free_name
from advisor.playbook.quantities import NOUNS, FieldType, Mismatch, read_value
from advisor.playbook.reading import (
    Problems,
    a,
    describe,
    optional_text,
    read_choice,
    read_keys,
    read_text,
)
from advisor.playbook.scope import Scope
from advisor.source.tree import Mapping, Node, Scalar


class RuleParser:
    """Reads drafts in a scope."""

    def __init__(self, scope: Scope, citing: Citing, problems: Problems) -> None:
        self.scope = scope
        self.citing = citing
        self.problems = problems

    def read(self, draft: Draft) -> Rule | None:
        """The rule, or None with diagnostics."""
        what = f'the rule "{draft.id}"'
        keys = draft.keys
        when = self._when(keys["when"], draft.entity, what) if "when" in keys else None
        reason = keys.get("because")
        because = self.scope.template(reason, draft.entity, f"{what}, because", self.problems)
        targets = self._targets(draft, what)
        priority = self._priority(draft, what)
        claims = self._claims(keys["claims"], what) if "claims" in keys else ()
        deadline = self._deadline(keys.get("deadline"), draft, what)
        period = self._period(keys.get("in_force"), what)
        note = optional_text(keys.get("note"), f"{what}, note", self.problems)
        if when is None or because is None or priority is None:
            return None
        return Rule(
            id=draft.id,
            ruleset=draft.ruleset,
            entity=draft.entity,
            when=when,
            verb=draft.verb,
            targets=targets,
            because=because,
            claims=claims,
            location=draft.keys["id"].location,
            priority=priority,
            deadline=deadline,
            period=period,
            note=note,
            folder=draft.folder,
        )

    def _when(self, node: Node, entity: str, what: str) -> Condition | None:
        return BlockParser(self.scope, self.problems).block(node, entity, f'{what}: "when"')

    def _targets(self, draft: Draft, what: str) -> tuple[str, ...]:
        entity = self.scope.vocabulary.entities[draft.entity]
        good = []
        for name, node in draft.targets:
            if draft.verb is not Verb.CONCLUDE:
                self.scope.known_action(name, node, self.problems)
            elif entity.member(name) is not None or name in entity.hops:
                message = f'{what}: {a(entity.name)} has a field "{name}" already'
                self.problems.add("duplicate-id", node, message, "give the conclusion another name")
            elif not free_name(name):
                self.problems.add(
                    "reserved-name", node, f'{what}: "{name}" cannot be a conclusion', NAME_HINT
                )
            if name in good:
                self.problems.add("duplicate-id", node, f'{what}: "{name}" is listed twice', "remove one")
            good.append(name)
        if not good:
            node = draft.keys[draft.verb]
            if not isinstance(node, Mapping):
                noun = "a conclusion" if draft.verb is Verb.CONCLUDE else "an action"
                self.problems.add("missing-key", node, f'{what}: "{draft.verb}" is empty', f"name {noun}")
        return tuple(good)

    def _priority(self, draft: Draft, what: str) -> Priority | None:
        node = draft.keys.get("priority")
        if draft.verb is Verb.ADVISE:
            if node is None:
                words = ", ".join(Priority)
                message = f'{what} advises, but lacks "priority"'
                self.problems.add("missing-key", draft.node, message, f"add one of {words}")
                return None
            return read_choice(node, Priority, f"{what}, priority", self.problems)
        for key in ("priority", "deadline"):
            if key in draft.keys:
                message = f'{what}: "{key}" goes with advise, not with {draft.verb}'
                self.problems.add("unknown-key", draft.keys[key], message, "remove it")
        return Priority.MEDIUM

    def _claims(self, node: Node, what: str) -> tuple[str, ...]:
        found = self.citing.read(node, what, self.problems)
        if not found:
            self.problems.add(
                "missing-claim", node, f"{what} cites no claim", "name at least one id of claims:"
            )
        return found

    def _deadline(self, node: Node | None, draft: Draft, what: str) -> Deadline | None:
        if node is None or draft.verb is not Verb.ADVISE:
            return None
        keys = read_keys(node, f"{what}, deadline", self.problems, required=["field"], optional=["plus"])
        name = read_text(keys["field"], f"{what}, deadline", self.problems) if keys else None
        path = self.scope.resolve(name, draft.entity, keys["field"], self.problems) if keys and name else None
        if keys is None or path is None:
            return None
        if path.kind is not FieldType.DATE:
            message = f'{what}, deadline: "{path.text}" is {NOUNS[path.kind]}, expected a date'
            self.problems.add("wrong-type", keys["field"], message, "name a field of the type date")
        plus = self._plus(keys["plus"], draft.entity, what) if "plus" in keys else 0
        return None if plus is None else Deadline(path, plus)

    def _plus(self, node: Node, entity: str, what: str) -> int | Path | None:
        text = read_text(node, f"{what}, deadline", self.problems)
        if text is None:
            return None
        if text.startswith("policy."):
            path = self.scope.resolve(text, entity, node, self.problems)
            if path is not None and path.kind is not FieldType.DAYS:
                message = f'{what}, deadline: "{text}" is {NOUNS[path.kind]}, expected days'
                self.problems.add("wrong-type", node, message, "name a parameter of the type days")
            return path
        days = read_value(text, FieldType.DAYS)
        if isinstance(days, Mismatch):
            message = f'{what}, deadline: found "{text}", expected {days.expected}'
            self.problems.add("wrong-value", node, message, days.hint)
            return None
        return int(days)

    def _period(self, node: Node | None, what: str) -> Period:
        keys = (
            read_keys(node, f"{what}, in_force", self.problems, optional=["from", "until"]) if node else None
        )
        if node is not None and keys == {}:
            self.problems.add(
                "missing-key", node, f"{what}, in_force: found no day", 'add "from:" or "until:"'
            )
        if not keys:
            return Period()
        days = {key: self._day(value, what) for key, value in keys.items()}
        start, end = days.get("from"), days.get("until")
        if start is not None and end is not None and end <= start:
            self.problems.add(
                "never-in-force",
                keys["until"],
                f'{what} is never in force: "until" is not after "from"',
                "swap them, or remove one",
            )
        return Period(start, end)

    def _day(self, node: Node, what: str) -> int | None:
        value = read_value(node.text, FieldType.DATE) if isinstance(node, Scalar) else Mismatch("a date")
        if isinstance(value, Mismatch):
            message = f"{what}, in_force: found {describe(node)}, expected {value.expected}"
            self.problems.add("wrong-value", node, message, value.hint)
            return None
        return int(value)
