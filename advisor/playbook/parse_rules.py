"""`rules:` in two passes: what each rule is about, and then the rest of it with every name resolved."""

from collections.abc import Collection
from dataclasses import replace

from advisor.playbook.grammar import IN_FORCE, RULE, RULE_WITH_THEN
from advisor.playbook.ids import check_id
from advisor.playbook.model import Rule, RuleSet, Validity, Verb
from advisor.playbook.parse_conditions import BlockParser, read_conditions
from advisor.playbook.parse_consequences import (
    THEN,
    ConsequenceParser,
    UnresolvedConsequence,
    read_consequences,
    targets_in,
)
from advisor.playbook.parse_keys import CitableClaims, Keys, read_entity, read_scalar, read_shape
from advisor.playbook.reading import Problems, read_list, read_text
from advisor.playbook.scope import Scope
from advisor.playbook.types import FieldType
from advisor.source.record import record
from advisor.source.tree import Mapping, Node, Scalar, mappings_of


@record
class UnresolvedRule:
    """A rule of which id, subject, verbs and targets are known, and the rest is what stands under its keys.

    Some of the keys that a rule needs may be missing; that has been reported.
    """

    id: str
    ruleset: str
    entity: str
    consequences: tuple[UnresolvedConsequence, ...]
    keys: Keys
    node: Mapping
    folder: str = ""

    def targets(self, *verbs: Verb) -> list[tuple[str, Node]]:
        """What its consequences of these verbs are on: names with their places."""
        return [target for one in self.consequences if one.verb in verbs for target in one.targets]


class SourceRules:
    """The first pass: all rules, read as far as their targets, or `unread`, as they stand in their files.

    `text_conditions` are those of steps and drafts, which may read conclusions too.  `complete` is whether
    every file could be read.
    """

    def __init__(self, entities: list[str], problems: Problems, *, complete: bool = True) -> None:
        self.entities = entities
        self.problems = problems
        self.complete = complete
        self.rulesets: dict[str, RuleSet] = {}
        self.rules: dict[str, UnresolvedRule] = {}
        self.unread: list[Mapping] = []
        self.text_conditions: list[Node] = []
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
        check_id(ruleset, id_node, "the rule set", self.problems)
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
        several = isinstance(node, Mapping) and node.get(THEN) is not None
        keys = read_shape(node, what, RULE_WITH_THEN if several else RULE, self.problems, whole=False)
        if keys is None or not isinstance(node, Mapping):
            return
        name = read_text(keys.get("id"), "the id of a rule", self.problems)
        entity = read_entity(keys, self.entities) if "for" in keys else None
        consequences = read_consequences(keys, node)
        if name:
            check_id(name, keys["id"], "the id of a rule", self.problems)
        earlier = self.rules.get(name) if name else None
        if earlier is not None:
            message = f'the rule "{name}" exists already, at {earlier.keys["id"].location}'
            self.problems.add("duplicate-id", keys["id"], message, "rename one, or remove it")
        if name is None or entity is None or not consequences or earlier is not None:
            self.unread.append(node)
            return
        self.rules[name] = UnresolvedRule(name, ruleset, entity, consequences, keys, node, folder)

    @property
    def unread_conclusions(self) -> set[str]:
        """The conclusions of unread rules: nobody else is to blame where they are missing."""
        return {name for rule in self.unread for name in targets_in(rule, Verb.CONCLUDE)}

    @property
    def advised(self) -> set[str]:
        """Every action that some rule advises."""
        unread = {name for rule in self.unread for name in targets_in(rule, Verb.ADVISE)}
        return unread | {name for rule in self.rules.values() for name, _ in rule.targets(Verb.ADVISE)}

    def drawn_elsewhere(self, read: Collection[str]) -> set[str]:
        """The conclusions that may be drawn by other rules than those that could be `read`, by their ids."""
        drawn = {
            name: {target for target, _ in rule.targets(Verb.CONCLUDE)} for name, rule in self.rules.items()
        }
        unsure = [names for rule, names in drawn.items() if rule not in read or not self.complete]
        return self.unread_conclusions.union(*unsure)

    def conclusions(self) -> dict[str, frozenset[str]]:
        """The conclusions that rules draw, by entity."""
        conclusions: dict[str, frozenset[str]] = {}
        for rule in self.rules.values():
            names = frozenset(name for name, _ in rule.targets(Verb.CONCLUDE))
            if names:
                conclusions[rule.entity] = conclusions.get(rule.entity, frozenset()) | names
        return conclusions


def parse_rule(rule: UnresolvedRule, scope: Scope, citable: CitableClaims) -> Rule | None:
    """The second pass: the rule with every name resolved, or None with diagnostics."""
    keys, entity, when = rule.keys, rule.entity, None
    if "when" in keys:
        when = read_conditions(keys, entity, BlockParser(scope))
    consequences = ConsequenceParser(keys, rule.node, entity, scope).read(rule.consequences)
    claims = citable.read(keys)
    if not claims:
        hint = "name at least one id of claims:"
        where = keys.get("claims", keys["id"])
        keys.problems.warn("missing-claim", where, f"{keys.what} cites no claim", hint)
    period = _period(keys)
    note = keys.text("note")
    if when is None or consequences is None:
        return None
    return Rule(
        id=rule.id,
        ruleset=rule.ruleset,
        entity=entity,
        when=when,
        consequences=consequences,
        claims=claims,
        location=keys["id"].location,
        period=period,
        note=note,
        folder=rule.folder,
    )


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
