"""`rules:`, second pass: conditions, deadline and reason of each rule, with every name resolved."""

from dataclasses import replace

from advisor.playbook.citations import CitationReader
from advisor.playbook.conditions import Condition, Path
from advisor.playbook.model import Deadline, Priority, Rule, RuleSet, Validity, Verb
from advisor.playbook.parse_conditions import BlockParser
from advisor.playbook.parse_fields import NAME_HINT, free_name
from advisor.playbook.reading import (
    Problems,
    a,
    describe,
    optional_text,
    read_choice,
    read_keys,
    read_list,
    read_text,
    read_texts,
)
from advisor.playbook.scope import Scope
from advisor.playbook.types import NOUNS, FieldType, Mismatch, read_value
from advisor.source.diagnostic import suggest
from advisor.source.record import record
from advisor.source.tree import Mapping, Node, Scalar, Sequence

VERBS = tuple(verb.value for verb in Verb)
_REQUIRED = ("id", "for", "when", "because", "claims")
_KEYS = (*_REQUIRED, *VERBS, "priority", "deadline", "in_force", "note")


@record
class RuleDraft:
    """A rule before its names are resolved: its id, subject, verb and targets are known, the rest is text.

    `keys` may lack some of what a rule needs; that has been reported.
    """

    id: str
    ruleset: str
    entity: str
    verb: Verb
    targets: tuple[tuple[str, Node], ...]
    keys: dict[str, Node]
    node: Mapping
    folder: str = ""


@record
class DeclaredNames:
    """All rules of a playbook: as drafts, or as they stand where they could not be read that far."""

    drafts: tuple[RuleDraft, ...]
    unread: tuple[Mapping, ...]

    @property
    def lost(self) -> frozenset[str]:
        """The conclusions of unread rules: nobody else is to blame where they are missing."""
        nodes = (rule.get(Verb.CONCLUDE) for rule in self.unread)
        return frozenset(text for node in nodes for text in _texts(node))

    @property
    def advised(self) -> frozenset[str]:
        """Every action that some rule advises."""
        nodes = (rule.get(Verb.ADVISE) for rule in self.unread)
        found = {text for node in nodes for text in _texts(node)}
        return frozenset(found | {n for d in self.drafts if d.verb is Verb.ADVISE for n, _ in d.targets})


def _listed(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else ()


def _texts(node: Node | None) -> list[str]:
    nodes = (node,) if isinstance(node, Scalar) else _listed(node)
    return [each.text for each in nodes if isinstance(each, Scalar)]


class RuleReader:
    """Gathers the rules of all files."""

    def __init__(self, entities: list[str], problems: Problems) -> None:
        self.entities = entities
        self.problems = problems
        self.rulesets: dict[str, RuleSet] = {}
        self.drafts: dict[str, RuleDraft] = {}
        self.unread: list[Mapping] = []
        self._titles: dict[str, Node] = {}

    def read_file(self, sections: dict[str, Node], file_node: Node, folder: str = "") -> None:
        """The rules of one file; `sections` are its top-level entries, `folder` is where it lies."""
        id_node = sections.get("ruleset")
        if id_node is None:
            self.problems.add(
                "missing-key", file_node, 'a file with rules lacks "ruleset"', 'add "ruleset: some-name"'
            )
        ruleset = read_text(id_node, '"ruleset"', self.problems)
        if ruleset is None or id_node is None:
            self.unread += [node for node in _listed(sections.get("rules")) if isinstance(node, Mapping)]
            return
        self._ruleset(RuleSet(ruleset, ruleset, id_node.location, folder), id_node, sections.get("title"))
        for node in read_list(sections.get("rules"), '"rules"', self.problems):
            self._rule(node, ruleset, folder)

    def _ruleset(self, found: RuleSet, node: Node, title_node: Node | None) -> None:
        """A rule set may go on in other files; one of them gives its title."""
        name = found.id
        title = optional_text(title_node, f'the rule set "{name}", title', self.problems)
        found = replace(found, title=title or name)
        known = self.rulesets.setdefault(name, found)
        first = self._titles.setdefault(name, title_node) if title and title_node else None
        if title and known.title == name:
            self.rulesets[name] = found
        elif title and first and known.title != title:
            message = f'the rule set "{name}" has another title already, at {first.location}'
            self.problems.add("duplicate-id", title_node or node, message, "leave this title out")

    def _rule(self, node: Node, ruleset: str, folder: str) -> None:
        id_node = node.get("id") if isinstance(node, Mapping) else None
        what = f'the rule "{id_node.text}"' if isinstance(id_node, Scalar) else "a rule"
        keys = read_keys(node, what, self.problems, optional=_KEYS)
        if keys is None or not isinstance(node, Mapping):
            return
        for key in _REQUIRED:
            if key not in keys:
                self.problems.add("missing-key", node, f'{what} lacks "{key}"', f'add "{key}:"')
        name = read_text(keys.get("id"), "the id of a rule", self.problems)
        entity = self._entity(keys["for"], what) if "for" in keys else None
        verb = self._verb(keys, node, what)
        earlier = self.drafts.get(name) if name else None
        if earlier is not None:
            message = f'the rule "{name}" exists already, at {earlier.keys["id"].location}'
            self.problems.add("duplicate-id", keys["id"], message, "rename one, or remove it")
        if name is None or entity is None or verb is None or earlier is not None:
            self.unread.append(node)
            return
        targets = read_texts(keys[verb], f"{what}, {verb}", self.problems)
        self.drafts[name] = RuleDraft(name, ruleset, entity, verb, targets, keys, node, folder)

    def _entity(self, node: Node, what: str) -> str | None:
        name = read_text(node, f"{what}, for", self.problems)
        if name is None or name in self.entities:
            return name
        hint = suggest(name, self.entities) or "the entities are " + ", ".join(self.entities)
        self.problems.add("unknown-entity", node, f'{what}: there is no entity "{name}"', hint)
        return None

    def _verb(self, keys: dict[str, Node], node: Node, what: str) -> Verb | None:
        verbs = [verb for verb in keys if verb in VERBS]
        if len(verbs) == 1:
            return Verb(verbs[0])
        where = keys[verbs[1]] if verbs else node
        message = f"{what}: found {' and '.join(verbs) or 'no verb'}, expected one of " + ", ".join(VERBS)
        hint = "split the rule: one consequence each" if verbs else "say what follows from the conditions"
        self.problems.add("one-verb", where, message, hint)
        return None

    @property
    def written(self) -> DeclaredNames:
        """What was found."""
        return DeclaredNames(tuple(self.drafts.values()), tuple(self.unread))

    def conclusions(self) -> dict[str, frozenset[str]]:
        """The conclusions that rules draw, by entity."""
        found: dict[str, set[str]] = {}
        for draft in self.drafts.values():
            if draft.verb is Verb.CONCLUDE:
                found.setdefault(draft.entity, set()).update(name for name, _ in draft.targets)
        return {entity: frozenset(names) for entity, names in found.items()}


class RuleParser:
    """Reads drafts in a scope."""

    def __init__(self, scope: Scope, citing: CitationReader, problems: Problems) -> None:
        self.scope = scope
        self.citing = citing
        self.problems = problems

    def read(self, draft: RuleDraft) -> Rule | None:
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

    def _targets(self, draft: RuleDraft, what: str) -> tuple[str, ...]:
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

    def _priority(self, draft: RuleDraft, what: str) -> Priority | None:
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

    def _deadline(self, node: Node | None, draft: RuleDraft, what: str) -> Deadline | None:
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

    def _period(self, node: Node | None, what: str) -> Validity:
        keys = (
            read_keys(node, f"{what}, in_force", self.problems, optional=["from", "until"]) if node else None
        )
        if node is not None and keys == {}:
            self.problems.add(
                "missing-key", node, f"{what}, in_force: found no day", 'add "from:" or "until:"'
            )
        if not keys:
            return Validity()
        days = {key: self._day(value, what) for key, value in keys.items()}
        start, end = days.get("from"), days.get("until")
        if start is not None and end is not None and end <= start:
            self.problems.add(
                "never-in-force",
                keys["until"],
                f'{what} is never in force: "until" is not after "from"',
                "swap them, or remove one",
            )
        return Validity(start, end)

    def _day(self, node: Node, what: str) -> int | None:
        value = read_value(node.text, FieldType.DATE) if isinstance(node, Scalar) else Mismatch("a date")
        if isinstance(value, Mismatch):
            message = f"{what}, in_force: found {describe(node)}, expected {value.expected}"
            self.problems.add("wrong-value", node, message, value.hint)
            return None
        return int(value)
