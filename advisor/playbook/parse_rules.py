"""`rules:` in two passes: what each rule is about, and then the rest of it with every name resolved."""

from dataclasses import replace

from advisor.playbook.conditions import Path
from advisor.playbook.grammar import DEADLINE, IN_FORCE, RULE
from advisor.playbook.model import Consequence, Deadline, Priority, Rule, RuleSet, Validity, Verb
from advisor.playbook.parse_conditions import BlockParser, read_conditions
from advisor.playbook.parse_fields import NAME_HINT, free_name
from advisor.playbook.parse_keys import CitableClaims, Keys, read_entity, read_scalar, read_shape
from advisor.playbook.reading import Problems, a, read_list, read_text
from advisor.playbook.scope import Scope
from advisor.playbook.types import NOUNS, FieldType, Mismatch, read_value
from advisor.source.record import record
from advisor.source.tree import Mapping, Node, Scalar, items_of, mappings_of


@record
class UnresolvedRule:
    """A rule of which id, subject, verb and targets are known, and the rest is what stands under its keys.

    Some of the keys that a rule needs may be missing; that has been reported.
    """

    id: str
    ruleset: str
    entity: str
    verb: Verb
    targets: tuple[tuple[str, Node], ...]
    keys: Keys
    node: Mapping
    folder: str = ""


def _texts(node: Node | None) -> list[str]:
    return [item.text for item in (node, *items_of(node)) if isinstance(item, Scalar)]


class SourceRules:
    """The first pass: all rules, read as far as their targets, or `unread`, as they stand in their files."""

    def __init__(self, entities: list[str], problems: Problems) -> None:
        self.entities = entities
        self.problems = problems
        self.rulesets: dict[str, RuleSet] = {}
        self.rules: dict[str, UnresolvedRule] = {}
        self.unread: list[Mapping] = []
        self._titles: dict[str, Node] = {}

    def read_file(self, file: Mapping, folder: str = "") -> None:
        """The rules of one file; `folder` is where it lies."""
        id_node = file.get("ruleset")
        if id_node is None:
            hint = 'add "ruleset: some-name"'
            self.problems.add("missing-key", file, 'a file with rules lacks "ruleset"', hint)
        ruleset = read_text(id_node, '"ruleset"', self.problems)
        if ruleset is None or id_node is None:
            self.unread += mappings_of(file.get("rules"))
            return
        self._ruleset(RuleSet(ruleset, ruleset, id_node.location, folder), id_node, file.get("title"))
        for node in read_list(file.get("rules"), '"rules"', self.problems):
            self._rule(node, ruleset, folder)

    def _ruleset(self, ruleset: RuleSet, node: Node, title_node: Node | None) -> None:
        """A rule set may go on in other files; one of them gives its title."""
        name = ruleset.id
        title = read_text(title_node, f'the rule set "{name}", title', self.problems)
        ruleset = replace(ruleset, title=title or name)
        known = self.rulesets.setdefault(name, ruleset)
        first = self._titles.setdefault(name, title_node) if title and title_node else None
        if title and known.title == name:
            self.rulesets[name] = ruleset
        elif title and first and known.title != title:
            message = f'the rule set "{name}" has another title already, at {first.location}'
            self.problems.add("duplicate-id", title_node or node, message, "leave this title out")

    def _rule(self, node: Node, ruleset: str, folder: str) -> None:
        id_node = node.get("id") if isinstance(node, Mapping) else None
        what = f'the rule "{id_node.text}"' if isinstance(id_node, Scalar) else "a rule"
        keys = read_shape(node, what, RULE, self.problems, whole=False)
        if keys is None or not isinstance(node, Mapping):
            return
        name = read_text(keys.get("id"), "the id of a rule", self.problems)
        entity = read_entity(keys, self.entities) if "for" in keys else None
        verb = self._verb(keys, node)
        earlier = self.rules.get(name) if name else None
        if earlier is not None:
            message = f'the rule "{name}" exists already, at {earlier.keys["id"].location}'
            self.problems.add("duplicate-id", keys["id"], message, "rename one, or remove it")
        if name is None or entity is None or verb is None or earlier is not None:
            self.unread.append(node)
            return
        self.rules[name] = UnresolvedRule(name, ruleset, entity, verb, keys.texts(verb), keys, node, folder)

    def _verb(self, keys: Keys, node: Node) -> Verb | None:
        verbs = [Verb(key) for key in keys if key in tuple(Verb)]
        if len(verbs) == 1:
            return verbs[0]
        message = f"{keys.what}: found {' and '.join(verbs) or 'no verb'}, expected one of " + ", ".join(Verb)
        hint = "split the rule: one consequence each" if verbs else "say what follows from the conditions"
        self.problems.add("one-verb", keys[verbs[1]] if verbs else node, message, hint)
        return None

    @property
    def unread_conclusions(self) -> set[str]:
        """The conclusions of unread rules: nobody else is to blame where they are missing."""
        return {name for rule in self.unread for name in _texts(rule.get(Verb.CONCLUDE))}

    @property
    def advised(self) -> set[str]:
        """Every action that some rule advises."""
        rules = (rule for rule in self.rules.values() if rule.verb is Verb.ADVISE)
        unread = {name for rule in self.unread for name in _texts(rule.get(Verb.ADVISE))}
        return unread | {name for rule in rules for name, _ in rule.targets}

    def conclusions(self) -> dict[str, frozenset[str]]:
        """The conclusions that rules draw, by entity."""
        conclusions: dict[str, frozenset[str]] = {}
        for rule in self.rules.values():
            if rule.verb is Verb.CONCLUDE:
                names = frozenset(name for name, _ in rule.targets)
                conclusions[rule.entity] = conclusions.get(rule.entity, frozenset()) | names
        return conclusions


def parse_rule(rule: UnresolvedRule, scope: Scope, citable: CitableClaims) -> Rule | None:
    """The second pass: the rule with every name resolved, or None with diagnostics."""
    keys, entity, when = rule.keys, rule.entity, None
    if "when" in keys:
        when = read_conditions(keys, entity, BlockParser(scope))
    because = scope.template_under("because", keys, entity)
    targets = _targets(rule, scope)
    priority = _priority(rule)
    claims = citable.read(keys)
    if not claims:
        hint = "name at least one id of claims:"
        where = keys.get("claims", keys["id"])
        keys.problems.warn("missing-claim", where, f"{keys.what} cites no claim", hint)
    deadline = _deadline(rule, scope) if rule.verb is Verb.ADVISE else None
    period = _period(keys)
    note = keys.text("note")
    if when is None or because is None or priority is None:
        return None
    consequence = Consequence(rule.verb, targets, because, rule.keys[rule.verb].location, priority, deadline)
    return Rule(
        id=rule.id,
        ruleset=rule.ruleset,
        entity=entity,
        when=when,
        consequences=(consequence,),
        claims=claims,
        location=keys["id"].location,
        period=period,
        note=note,
        folder=rule.folder,
    )


def _targets(rule: UnresolvedRule, scope: Scope) -> tuple[str, ...]:
    what, problems, entity = rule.keys.what, scope.problems, scope.vocabulary.entities[rule.entity]
    targets: list[str] = []
    for name, node in rule.targets:
        if rule.verb is not Verb.CONCLUDE:
            scope.known_action(name, node)
        elif entity.member(name) is not None or name in entity.hops:
            message = f'{what}: {a(entity.name)} has a field "{name}" already'
            problems.add("duplicate-id", node, message, "give the conclusion another name")
        elif not free_name(name):
            problems.add("reserved-name", node, f'{what}: "{name}" cannot be a conclusion', NAME_HINT)
        if name in targets:
            problems.add("duplicate-id", node, f'{what}: "{name}" is listed twice', "remove one")
        targets.append(name)
    node = rule.keys[rule.verb]
    if not targets and not isinstance(node, Mapping):
        noun = "a conclusion" if rule.verb is Verb.CONCLUDE else "an action"
        problems.add("missing-key", node, f'{what}: "{rule.verb}" is empty', f"name {noun}")
    return tuple(targets)


def _priority(rule: UnresolvedRule) -> Priority | None:
    keys = rule.keys
    if rule.verb is Verb.ADVISE:
        if "priority" not in keys:
            message = f'{keys.what} advises, but lacks "priority"'
            keys.problems.add("missing-key", rule.node, message, f"add one of {', '.join(Priority)}")
        return keys.choice("priority", Priority)
    for key in ("priority", "deadline"):
        if key in keys:
            message = f'{keys.what}: "{key}" goes with advise, not with {rule.verb}'
            keys.problems.add("unknown-key", keys[key], message, "remove it")
    return Priority.MEDIUM


def _deadline(rule: UnresolvedRule, scope: Scope) -> Deadline | None:
    node, what, problems = rule.keys.get("deadline"), rule.keys.about("deadline"), scope.problems
    keys = read_shape(node, what, DEADLINE, problems) if node else None
    name = read_text(keys["field"], what, problems) if keys else None
    path = scope.resolve(name, rule.entity, keys["field"]) if keys and name else None
    if keys is None or path is None:
        return None
    if path.kind is not FieldType.DATE:
        message = f'{what}: "{path.text}" is {NOUNS[path.kind]}, expected a date'
        problems.add("wrong-type", keys["field"], message, "name a field of the type date")
    plus = _plus(keys["plus"], rule.entity, what, scope) if "plus" in keys else 0
    return None if plus is None else Deadline(path, plus)


def _plus(node: Node, entity: str, what: str, scope: Scope) -> int | Path | None:
    text = read_text(node, what, scope.problems)
    if text is None:
        return None
    if text.startswith("policy."):
        path = scope.resolve(text, entity, node)
        if path is not None and path.kind is not FieldType.DAYS:
            message = f'{what}: "{text}" is {NOUNS[path.kind]}, expected days'
            scope.problems.add("wrong-type", node, message, "name a parameter of the type days")
        return path
    days = read_value(text, FieldType.DAYS)
    if isinstance(days, Mismatch):
        message = f'{what}: found "{text}", expected {days.expected}'
        scope.problems.add("wrong-value", node, message, days.hint)
        return None
    return int(days)


def _period(keys: Keys) -> Validity:
    node, what, problems = keys.get("in_force"), keys.about("in_force"), keys.problems
    days = read_shape(node, what, IN_FORCE, problems) if node else None
    if days is None:
        return Validity()
    if not days and node is not None:
        problems.add("missing-key", node, f"{what}: found no day", 'add "from:" or "until:"')
    read = {
        key: read_scalar(day, FieldType.DATE, what, problems, expected="a date") for key, day in days.items()
    }
    start, end = (None if day is None else int(day) for day in (read.get("from"), read.get("until")))
    if start is not None and end is not None and end <= start:
        message = f'{keys.what} is never in force: "until" is not after "from"'
        problems.add("never-in-force", days["until"], message, "swap them, or remove one")
    return Validity(start, end)
