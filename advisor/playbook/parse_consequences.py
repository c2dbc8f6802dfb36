"""What follows from a rule: one verb beside its conditions, or several consequences under `then`."""

import re
from collections.abc import Iterable, Iterator

from advisor.playbook.durations import Duration, read_duration
from advisor.playbook.expressions import Path
from advisor.playbook.grammar import CLAUSES, CONSEQUENCE, DEADLINE
from advisor.playbook.model import Consequence, Deadline, Priority, Verb
from advisor.playbook.parse_fields import NAME_HINT, free_name
from advisor.playbook.parse_keys import Keys, read_shape
from advisor.playbook.reading import a, read_list, read_text
from advisor.playbook.scope import Scope
from advisor.playbook.types import NOUNS, FieldType
from advisor.playbook.vocabulary import Says, Template
from advisor.source.diagnostic import Location, shortened, suggest
from advisor.source.record import record
from advisor.source.tree import Mapping, Node, Scalar, Sequence, items_of, mappings_of

THEN = "then"
_FAR = re.compile(r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)+", re.ASCII)
_EXPECTED = "expected one of " + ", ".join(Verb)


@record
class UnresolvedConsequence:
    """A verb and its targets by name; the rest is what stands under its keys, or those of the rule.

    `keys` are those of the rule itself where the rule has no `then`.
    """

    verb: Verb
    targets: tuple[tuple[str, Node], ...]
    keys: Keys
    node: Node


def targets_in(rule: Mapping, verb: Verb) -> set[str]:
    """The names under a verb of a rule that cannot be read as a whole, as far as they are texts."""
    places = [rule, *mappings_of(rule.get(THEN))]
    nodes = [node for place in places for node in (place.get(verb), *items_of(place.get(verb)))]
    return {node.text for node in nodes if isinstance(node, Scalar)}


def read_consequences(keys: Keys, node: Mapping) -> tuple[UnresolvedConsequence, ...]:
    """The consequences of a rule as far as their targets; none where one of them is not to be read."""
    if THEN not in keys:
        verb = _verb(keys, node, "split the rule: list its consequences under then:")
        return () if verb is None else (UnresolvedConsequence(verb, keys.texts(verb), keys, node),)
    beside = [key for key in keys if key in tuple(Verb)]
    for verb_key in beside:
        message = f'{keys.what}: found {verb_key} beside "{THEN}", expected one of the two'
        keys.problems.add("one-verb", keys[verb_key], message, f'write it as one of the items of "{THEN}"')
    items = read_list(keys[THEN], keys.about(THEN), keys.problems)
    if _is_empty(keys[THEN]):
        hint = "list the consequences, each with its verb"
        keys.problems.add("missing-key", keys[THEN], f'{keys.what}: "{THEN}" is empty', hint)
    read = [_item(item, f"{keys.what}, consequence {number}", keys) for number, item in enumerate(items, 1)]
    whole = tuple(consequence for consequence in read if consequence is not None)
    return whole if len(whole) == len(read) and not beside else ()


def _is_empty(node: Node) -> bool:
    return node.is_null if isinstance(node, Scalar) else isinstance(node, Sequence) and not node.items


def _item(node: Node, what: str, rule: Keys) -> UnresolvedConsequence | None:
    keys = read_shape(node, what, CONSEQUENCE, rule.problems)
    verb = _verb(keys, node, "make each an item of its own") if keys is not None else None
    if keys is None or verb is None:
        return None
    return UnresolvedConsequence(verb, keys.texts(verb), keys, node)


def _verb(keys: Keys, node: Node, hint: str) -> Verb | None:
    verbs = [Verb(key) for key in keys if key in tuple(Verb)]
    if len(verbs) == 1:
        return verbs[0]
    message = f"{keys.what}: found {' and '.join(verbs) or 'no verb'}, {_EXPECTED}"
    hint = hint if verbs else "say what follows from the conditions"
    keys.problems.add("one-verb", keys[verbs[1]] if verbs else node, message, hint)
    return None


class ConsequenceParser:
    """The second pass over the consequences of one rule: every name resolved."""

    def __init__(self, rule: Keys, node: Mapping, entity: str, scope: Scope) -> None:
        self.rule, self.node, self.entity, self.scope = rule, node, entity, scope
        self.problems = scope.problems

    def read(self, consequences: Iterable[UnresolvedConsequence]) -> tuple[Consequence, ...] | None:
        """The consequences, or None with diagnostics."""
        consequences = tuple(consequences)
        because = self._reason_of_rule(consequences)
        self._beside_no_advice(consequences)
        self._repeated(consequences)
        read = [self._consequence(one, because) for one in consequences]
        whole = tuple(one for one in read if one is not None)
        return whole if len(whole) == len(read) else None

    def _reason_of_rule(self, consequences: tuple[UnresolvedConsequence, ...]) -> Template | None:
        """The reason of the rule, which counts for the consequences that give none."""
        needed = any("because" not in one.keys for one in consequences)
        if needed and "because" not in self.rule and THEN in self.rule:
            self.problems.missing(["because"], self.node, self.rule.what)
        return self.scope.template_under("because", self.rule, self.entity)

    def _beside_no_advice(self, consequences: tuple[UnresolvedConsequence, ...]) -> None:
        """`unknown-key`: what belongs to advice stands beside, or under, what advises nothing."""
        advises = any(one.verb is Verb.ADVISE for one in consequences)
        lacking = [(one.keys, f"not with {one.verb}") for one in consequences if one.verb is not Verb.ADVISE]
        if THEN in self.rule and not advises:
            lacking.append((self.rule, "and none of its consequences advises"))
        if THEN in self.rule and "says" in self.rule:
            message = f'{self.rule.what}: "says" goes with conclude, not with {THEN}'
            hint = "write it beside the conclusion that it tells of"
            self.problems.add("unknown-key", self.rule["says"], message, hint)
        for keys, why in lacking:
            for key in ("priority", "deadline"):
                if key in keys:
                    message = f'{keys.what}: "{key}" goes with advise, {why}'
                    self.problems.add("unknown-key", keys[key], message, "remove it")

    def _repeated(self, consequences: tuple[UnresolvedConsequence, ...]) -> None:
        """`repeated-consequence`: two consequences speak of one action, or draw one conclusion."""
        first: dict[tuple[bool, str], tuple[Verb, Location]] = {}
        for one in consequences:
            kind = "conclusion" if one.verb is Verb.CONCLUDE else "action"
            for name, node in dict(one.targets).items():
                verb, place = first.setdefault((one.verb is Verb.CONCLUDE, name), (one.verb, node.location))
                if place == node.location:
                    continue
                message = f'{self.rule.what}: the {kind} "{name}" has "{verb}" already, at {place}'
                hint = "remove one" if verb is one.verb else "keep one of them, or make it two rules"
                self.problems.add("repeated-consequence", node, message, hint)

    def _consequence(self, one: UnresolvedConsequence, of_rule: Template | None) -> Consequence | None:
        own = one.keys is not self.rule and "because" in one.keys
        because = self.scope.template_under("because", one.keys, self.entity) if own else of_rule
        targets = tuple(self._targets(one))
        advises = one.verb is Verb.ADVISE
        priority = self._priority(one) if advises else Priority.MEDIUM
        deadline = self._deadline(one) if advises else None
        if because is None or priority is None:
            return None
        place, says = one.keys[one.verb].location, self._says(one)
        return Consequence(one.verb, targets, because, place, priority, deadline, says)

    def _targets(self, one: UnresolvedConsequence) -> Iterator[str]:
        what, entity = one.keys.what, self.scope.vocabulary.entities[self.entity]
        seen: set[str] = set()
        for name, node in one.targets:
            if one.verb is not Verb.CONCLUDE:
                self.scope.known_action(name, node)
            elif entity.member(name) is not None or name in entity.hops:
                message = f'{what}: {a(entity.name)} has a field "{name}" already'
                self.problems.add("duplicate-id", node, message, "give the conclusion another name")
            elif not free_name(name):
                self.problems.add(
                    "reserved-name", node, f'{what}: "{name}" cannot be a conclusion', NAME_HINT
                )
            if name in seen:
                self.problems.add("duplicate-id", node, f'{what}: "{name}" is listed twice', "remove one")
            seen.add(name)
            yield name
        node = one.keys[one.verb]
        if not seen and not isinstance(node, Mapping):
            noun = "a conclusion" if one.verb is Verb.CONCLUDE else "an action"
            self.problems.add("missing-key", node, f'{what}: "{one.verb}" is empty', f"name {noun}")

    def _says(self, one: UnresolvedConsequence) -> Says:
        """The clauses for the conclusion; a text alone is the one where it is drawn."""
        node, what = one.keys.get("says"), one.keys.about("says")
        if node is None:
            return ()
        if one.verb is not Verb.CONCLUDE:
            message = f'{one.keys.what}: "says" goes with conclude, not with {one.verb}'
            self.problems.add("unknown-key", node, message, "remove it")
            return ()
        if len(one.targets) > 1:
            message = f'{one.keys.what}: "says" tells of one conclusion, and here are {len(one.targets)}'
            hint = f'list them under "{THEN}:", each with its own'
            self.problems.add("unknown-key", node, message, hint)
            return ()
        if isinstance(node, Scalar):
            text = one.keys.text("says")
            return (("true", text),) if text else ()
        clauses: dict[str, Node] = read_shape(node, what, CLAUSES, self.problems) or {}
        texts = ((key, read_text(value, f"{what}, {key}", self.problems)) for key, value in clauses.items())
        return tuple(sorted((key, text) for key, text in texts if text))

    def _keys_with(self, key: str, one: UnresolvedConsequence) -> Keys | None:
        """The keys among which one stands: those of the consequence, or else those of the rule."""
        return next((keys for keys in (one.keys, self.rule) if key in keys), None)

    def _priority(self, one: UnresolvedConsequence) -> Priority | None:
        keys = self._keys_with("priority", one)
        if keys is None:
            message = f'{one.keys.what} advises, but lacks "priority"'
            self.problems.add("missing-key", one.node, message, f"add one of {', '.join(Priority)}")
            return None
        return keys.choice("priority", Priority)

    def _deadline(self, one: UnresolvedConsequence) -> Deadline | None:
        keys = self._keys_with("deadline", one)
        return None if keys is None else _deadline(keys, self.entity, self.scope)


def _deadline(rule: Keys, entity: str, scope: Scope) -> Deadline | None:
    what, problems = rule.about("deadline"), scope.problems
    keys = read_shape(rule["deadline"], what, DEADLINE, problems)
    name = read_text(keys["field"], what, problems) if keys else None
    path = scope.resolve(name, entity, keys["field"]) if keys and name else None
    if keys is None or path is None:
        return None
    if path.kind is not FieldType.DATE:
        message = f'{what}: "{path.text}" is {NOUNS[path.kind]}, expected a date'
        problems.add("wrong-type", keys["field"], message, "name a field of the type date")
    beside = [key for key in ("plus", "minus") if key in keys]
    if len(beside) == 2:
        message = f'{what}: "plus" and "minus" exclude each other'
        problems.add("unknown-key", keys["minus"], message, "remove one")
    span = _span(keys[beside[0]], entity, keys.about(beside[0]), scope) if beside else Duration(0)
    return None if span is None else Deadline(path, span, beside == ["minus"])


def _span(node: Node, entity: str, what: str, scope: Scope) -> Duration | Path | None:
    """A duration, or the path of a parameter or a field in days."""
    text = read_text(node, what, scope.problems)
    if text is None:
        return None
    here = scope.vocabulary.entities[entity]
    if not _FAR.fullmatch(text) and here.member(text) is None:
        duration = read_duration(text)
        if isinstance(duration, Duration):
            return duration
        message = f'{what}: found "{shortened(text, 40)}", expected {duration.expected}'
        scope.problems.add("wrong-value", node, message, duration.hint or suggest(text, here.computed))
        return None
    path = scope.resolve(text, entity, node)
    if path is not None and path.kind is not FieldType.DAYS:
        message = f'{what}: "{text}" is {path.noun}, expected days'
        hint = "name a parameter or a computed field in days, or write a duration"
        scope.problems.add("wrong-type", node, message, hint)
    return path
