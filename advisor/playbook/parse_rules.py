"""`ruleset:` and `rules:`: conditions and their consequence."""

from advisor.playbook.conditions import Condition, Path
from advisor.playbook.model import Claim, Deadline, Period, Priority, Rule, RuleSet, Verb
from advisor.playbook.parse_conditions import BlockParser
from advisor.playbook.quantities import FieldType, Mismatch, read_value
from advisor.playbook.reading import (
    Problems,
    describe,
    optional_text,
    read_choice,
    read_keys,
    read_list,
    read_text,
    read_texts,
)
from advisor.playbook.scope import Scope
from advisor.source.diagnostic import suggest
from advisor.source.record import record
from advisor.source.tree import Mapping, Node, Scalar

VERBS = tuple(verb.value for verb in Verb)
_REQUIRED = ("id", "for", "when", "because", "claims")
_OPTIONAL = (*VERBS, "priority", "deadline", "in_force", "note")


@record
class Draft:
    """A rule before its names are resolved: its id, subject, verb and targets are known, the rest is text."""

    id: str
    ruleset: str
    entity: str
    verb: Verb
    targets: tuple[tuple[str, Node], ...]
    keys: dict[str, Node]
    node: Mapping


class RuleReader:
    """First pass: which rules there are and what they conclude."""

    def __init__(self, entities: list[str], problems: Problems) -> None:
        self.entities = entities
        self.problems = problems
        self.rulesets: dict[str, RuleSet] = {}
        self.drafts: dict[str, Draft] = {}

    def read_file(self, sections: dict[str, Node], file_node: Node) -> None:
        """The rules of one file; `sections` are its top-level entries."""
        id_node = sections.get("ruleset")
        if id_node is None:
            self.problems.add(
                "missing-key", file_node, 'a file with rules lacks "ruleset"', 'add "ruleset: some-name"'
            )
            return
        ruleset = read_text(id_node, '"ruleset"', self.problems)
        if ruleset is None:
            return
        title = optional_text(sections.get("title"), '"title"', self.problems)
        self.rulesets.setdefault(ruleset, RuleSet(ruleset, title or ruleset, id_node.location))
        for node in read_list(sections.get("rules"), '"rules"', self.problems):
            self._rule(node, ruleset)

    def _rule(self, node: Node, ruleset: str) -> None:
        id_node = node.get("id") if isinstance(node, Mapping) else None
        what = f'the rule "{id_node.text}"' if isinstance(id_node, Scalar) else "a rule"
        keys = read_keys(node, what, self.problems, required=_REQUIRED, optional=_OPTIONAL)
        name = read_text(keys["id"], "id", self.problems) if keys else None
        entity = self._entity(keys["for"], what) if keys else None
        verb = self._verb(keys, node, what) if keys else None
        if keys is None or name is None or not isinstance(node, Mapping):
            return
        earlier = self.drafts.get(name)
        if earlier is not None:
            message = f'the rule "{name}" exists already, at {earlier.keys["id"].location}'
            self.problems.add("duplicate-id", keys["id"], message, "rename one, or remove it")
            return
        if entity is None or verb is None:
            return
        targets = read_texts(keys[verb], f"{what}, {verb}", self.problems)
        self.drafts[name] = Draft(name, ruleset, entity, verb, targets, keys, node)

    def _entity(self, node: Node, what: str) -> str | None:
        name = read_text(node, f"{what}, for", self.problems)
        if name is None or name in self.entities:
            return name
        hint = suggest(name, self.entities) or "the entities are " + ", ".join(self.entities)
        self.problems.add("unknown-entity", node, f'{what}: there is no entity "{name}"', hint)
        return None

    def _verb(self, keys: dict[str, Node], node: Node, what: str) -> Verb | None:
        verbs = [verb for verb in Verb if verb in keys]
        if len(verbs) == 1:
            return verbs[0]
        found = " and ".join(verbs) if verbs else "none"
        self.problems.add(
            "one-verb",
            node,
            f"{what}: found {found}, expected one of " + ", ".join(VERBS),
            "split the rule: one consequence each",
        )
        return None

    def conclusions(self) -> dict[str, frozenset[str]]:
        """The conclusions that rules draw, by entity."""
        found: dict[str, set[str]] = {}
        for draft in self.drafts.values():
            if draft.verb is Verb.CONCLUDE:
                found.setdefault(draft.entity, set()).update(name for name, _ in draft.targets)
        return {entity: frozenset(names) for entity, names in found.items()}


class RuleParser:
    """Second pass: conditions, deadline and reason of each rule, with every name resolved."""

    def __init__(self, scope: Scope, claims: dict[str, Claim], problems: Problems) -> None:
        self.scope = scope
        self.claims = claims
        self.problems = problems

    def read(self, draft: Draft) -> Rule | None:
        """The rule, or None with diagnostics."""
        what = f'the rule "{draft.id}"'
        keys = draft.keys
        when = self._when(keys["when"], draft.entity, what)
        because = self.scope.template(keys["because"], draft.entity, f"{what}, because", self.problems)
        targets = self._targets(draft, what)
        priority = self._priority(draft, what)
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
            claims=self._claims(keys["claims"], what),
            location=draft.keys["id"].location,
            priority=priority,
            deadline=self._deadline(keys.get("deadline"), draft, what),
            period=self._period(keys.get("in_force"), what),
            note=optional_text(keys.get("note"), f"{what}, note", self.problems),
        )

    def _when(self, node: Node, entity: str, what: str) -> Condition | None:
        if isinstance(node, Mapping) and not node.entries:
            self.problems.add("empty-block", node, f'{what}: "when" is empty', "name at least one condition")
            return None
        return BlockParser(self.scope, self.problems).block(node, entity)

    def _targets(self, draft: Draft, what: str) -> tuple[str, ...]:
        entity = self.scope.vocabulary.entities[draft.entity]
        good = []
        for name, node in draft.targets:
            if draft.verb is not Verb.CONCLUDE:
                self.scope.known_action(name, node, self.problems)
            elif entity.member(name) is not None or name in entity.hops or name in ("policy", "as_of"):
                message = f'{what}: a {entity.name} has a field "{name}" already'
                self.problems.add("duplicate-id", node, message, "give the conclusion another name")
            elif not name.replace("_", "a").isalnum() or not name.islower():
                message = f'{what}: "{name}" cannot be a conclusion'
                self.problems.add("reserved-name", node, message, "use lower-case letters, digits and _")
            if name in good:
                self.problems.add("duplicate-id", node, f'{what}: "{name}" is listed twice')
            good.append(name)
        if not good:
            self.problems.add("missing-key", draft.keys[draft.verb], f"{what}: {draft.verb} names nothing")
        return tuple(good)

    def _priority(self, draft: Draft, what: str) -> Priority | None:
        node = draft.keys.get("priority")
        if draft.verb is Verb.ADVISE:
            if node is None:
                words = ", ".join(Priority)
                self.problems.add(
                    "missing-key", draft.node, f'{what} advises, but lacks "priority"', f"one of {words}"
                )
                return None
            return read_choice(node, Priority, f"{what}, priority", self.problems)
        for key in ("priority", "deadline"):
            if key in draft.keys:
                message = f'{what}: "{key}" goes with advise, not with {draft.verb}'
                self.problems.add("unknown-key", draft.keys[key], message, "remove it")
        return Priority.MEDIUM

    def _claims(self, node: Node, what: str) -> tuple[str, ...]:
        found = read_texts(node, f"{what}, claims", self.problems)
        if not found:
            self.problems.add(
                "missing-claim", node, f"{what} cites no claim", "name at least one id of claims:"
            )
        for name, item in found:
            if name not in self.claims:
                hint = suggest(name, self.claims) or "claims are declared under claims:"
                self.problems.add("unknown-claim", item, f'{what}: there is no claim "{name}"', hint)
        return tuple(dict.fromkeys(name for name, _ in found))

    def _deadline(self, node: Node | None, draft: Draft, what: str) -> Deadline | None:
        if node is None or draft.verb is not Verb.ADVISE:
            return None
        keys = read_keys(node, f"{what}, deadline", self.problems, required=["field"], optional=["plus"])
        name = read_text(keys["field"], f"{what}, deadline", self.problems) if keys else None
        path = self.scope.resolve(name, draft.entity, keys["field"], self.problems) if keys and name else None
        if keys is None or path is None:
            return None
        if path.kind is not FieldType.DATE:
            message = f'{what}, deadline: "{path.text}" is a {path.kind}, expected a date field'
            self.problems.add("wrong-type", keys["field"], message)
        plus = self._plus(keys["plus"], draft.entity, what) if "plus" in keys else 0
        return None if plus is None else Deadline(path, plus)

    def _plus(self, node: Node, entity: str, what: str) -> int | Path | None:
        text = read_text(node, f"{what}, deadline", self.problems)
        if text is None:
            return None
        if text.startswith("policy."):
            path = self.scope.resolve(text, entity, node, self.problems)
            if path is not None and path.kind is not FieldType.DAYS:
                self.problems.add(
                    "wrong-type", node, f'{what}, deadline: "{text}" is a {path.kind}, expected days'
                )
            return path
        days = read_value(text, FieldType.DAYS)
        if isinstance(days, Mismatch):
            message = f'{what}, deadline: found "{text}", expected {days.expected}'
            self.problems.add("wrong-value", node, message)
            return None
        return int(days)

    def _period(self, node: Node | None, what: str) -> Period:
        keys = (
            read_keys(node, f"{what}, in_force", self.problems, optional=["from", "until"]) if node else None
        )
        if not keys:
            return Period()
        days = {key: self._day(value, what) for key, value in keys.items()}
        start, end = days.get("from"), days.get("until")
        if start is not None and end is not None and end <= start:
            self.problems.add("never-in-force", keys["until"], f'{what}: "until" is not after "from"')
        return Period(start, end)

    def _day(self, node: Node, what: str) -> int | None:
        value = read_value(node.text, FieldType.DATE) if isinstance(node, Scalar) else Mismatch("a date")
        if isinstance(value, Mismatch):
            message = f"{what}, in_force: found {describe(node)}, expected {value.expected}"
            self.problems.add("wrong-value", node, message, value.hint)
            return None
        return int(value)
