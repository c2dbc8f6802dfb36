"""What is declared by id: the policy, documents, claims, groups and actions."""

from collections.abc import Mapping as ReadMapping

from advisor.playbook import grammar
from advisor.playbook.expressions import Path, Root
from advisor.playbook.follow import Follow
from advisor.playbook.model import (
    WRITES_TO_SUBJECT,
    Action,
    Authority,
    Claim,
    DatedValue,
    Document,
    Effort,
    Group,
    Parameter,
    Repeat,
)
from advisor.playbook.parse_keys import (
    CitableClaims,
    Keys,
    read_count,
    read_declarations,
    read_entity,
    read_scalar,
)
from advisor.playbook.parse_texts import parse_message, parse_steps
from advisor.playbook.reading import Problems, a, read_word
from advisor.playbook.scope import Scope
from advisor.playbook.types import NOUNS, FieldType, Mismatch, Value, read_value
from advisor.playbook.units import Units
from advisor.playbook.vocabulary import Entity
from advisor.source.diagnostic import suggest
from advisor.source.tree import Mapping, Node, Scalar


def parse_policy(
    sections: list[Node], citable: CitableClaims, units: Units, problems: Problems
) -> dict[str, Parameter]:
    """The parameters by name."""
    policy: dict[str, Parameter] = {}
    for key, keys in read_declarations(sections, "policy", "parameter", grammar.PARAMETER, problems):
        kind = keys.choice("type", FieldType)
        if kind is None:
            continue
        if kind not in grammar.PARAMETERS:
            message = f"{keys.what}: {NOUNS[kind]} is no parameter"
            problems.add("wrong-value", keys["type"], message, "expected " + ", ".join(grammar.PARAMETERS))
            continue
        dated = _dated_values(keys, kind, units)
        value = _value(key, keys, kind, units) if "values" not in keys else dated[-1].value if dated else None
        if value is not None:
            note, claims = keys.text("note"), citable.read(keys)
            policy[key.text] = Parameter(key.text, kind, value, key.location, note, claims, dated)
    return policy


def _value(name: Scalar, keys: Keys, kind: FieldType, units: Units) -> Value | None:
    """The one value of a parameter."""
    if "value" in keys:
        return read_scalar(keys["value"], kind, keys.what, keys.problems, units=units)
    message, hint = f'{keys.what} lacks "value"', 'add "value:", or "values:" with one for each day'
    keys.problems.add("missing-key", name, message, hint)
    return None


def _dated_values(keys: Keys, kind: FieldType, units: Units) -> tuple[DatedValue, ...]:
    """The values of a parameter that changes with time, by their days; none where one is wrong."""
    if "values" not in keys:
        return ()
    what, problems = keys.about("values"), keys.problems
    if "value" in keys:
        message = f'{keys.what}: "value" and "values" exclude each other'
        problems.add("unknown-key", keys["value"], message, "remove one")
    entries = keys.entries("values")
    if not entries and isinstance(keys["values"], Mapping):
        hint = 'write a day before each number, such as "2026-01-01: 7 days"'
        problems.add("missing-key", keys["values"], f"{what}: there is no value", hint)
    dated: list[DatedValue] = []
    for entry in entries:
        day = read_scalar(entry.key, FieldType.DATE, what, problems)
        about = f"{what}, {entry.key.text}"
        value = read_scalar(entry.value, kind, about, problems, units=units)
        if day is not None and value is not None:
            dated.append(DatedValue(int(day), value, entry.value.location))
    in_order = sorted(dated, key=lambda one: one.day)
    return tuple(in_order) if len(in_order) == len(entries) else ()


def parse_documents(sections: list[Node], problems: Problems) -> dict[str, Document]:
    """The documents by id."""
    documents: dict[str, Document] = {}
    for key, keys in read_declarations(sections, "documents", "document", grammar.DOCUMENT, problems):
        title = keys.text("title")
        if title:
            documents[key.text] = Document(
                id=key.text,
                title=title,
                authority=keys.choice("authority", Authority) or Authority.DOCUMENT,
                location=key.location,
                author=keys.text("author"),
                year=keys.text("year"),
            )
    return documents


def parse_claims(
    sections: list[Node], documents: ReadMapping[str, Document], broken: set[str], problems: Problems
) -> dict[str, Claim]:
    """The claims by id; each names a document that exists, or one of the `broken` that could not be read."""
    claims: dict[str, Claim] = {}
    for key, keys in read_declarations(sections, "claims", "claim", grammar.CLAIM, problems):
        texts = {name: keys.text(name) for name in grammar.CLAIM.names}
        del texts["note"]
        read_word(keys["kind"], grammar.CLAIM_KINDS, keys.about("kind"), problems)
        declared = keys.declared("document", texts["document"], documents, broken)
        if declared and all(texts[name] for name in grammar.CLAIM.required):
            claims[key.text] = Claim(id=key.text, location=key.location, **texts)
    return claims


def parse_groups(sections: list[Node], problems: Problems) -> dict[str, Group]:
    """The exclusive groups by id."""
    groups: dict[str, Group] = {}
    for key, keys in read_declarations(sections, "groups", "group", grammar.GROUP, problems):
        title, what = keys.text("title"), keys.about("shared_rungs")
        if title:
            rungs = [read_count(node, what, problems) for node in keys.listed("shared_rungs")]
            shared = tuple(sorted(rung for rung in rungs if rung is not None))
            then = keys.choice("then", Follow) if "then" in keys else None
            groups[key.text] = Group(key.text, title, key.location, shared, then or Follow.IF_IT_FAILS)
    return groups


def parse_actions(
    sections: list[Node], scope: Scope, groups: ReadMapping[str, Group], citable: CitableClaims
) -> dict[str, Action]:
    """The actions by id, with placeholders resolved in a scope."""
    actions: dict[str, Action] = {}
    for key, keys in read_declarations(sections, "actions", "action", grammar.ACTION, scope.problems):
        entity = read_entity(keys, scope.vocabulary.entities)
        if entity is None:
            continue
        steps = parse_steps(keys, entity, scope)
        title = scope.template_under("title", keys, entity)
        message = parse_message(keys, entity, scope)
        stake = _stake(keys, entity, scope)
        effort, repeat, note = keys.choice("effort", Effort), _repeat(keys), keys.text("note")
        group, rung = _place_in_group(keys, key, groups, scope)
        all_clear = _all_clear(keys, key)
        writes_to = _writes_to(keys, entity, scope)
        claims = citable.read(keys)
        if title is not None and effort is not None:
            actions[key.text] = Action(
                id=key.text,
                entity=entity,
                title=title,
                effort=effort,
                location=key.location,
                steps=steps,
                message=message,
                stake=stake,
                group=group,
                rung=rung,
                repeat=repeat,
                claims=claims,
                note=note,
                all_clear=all_clear,
                writes_to=writes_to,
            )
    return actions


def _all_clear(keys: Keys, name: Scalar) -> bool:
    """Whether an action says that nothing needs doing, with a diagnostic where it says more than that."""
    if not keys.flag("all_clear"):
        return False
    for other, because in (("group", "no step leads on from it"), ("stake", "nothing is lost without it")):
        if other in keys:
            message = f'{keys.what} is an all-clear, and has "{other}"'
            keys.problems.add("all-clear", keys[other], message, f"drop one of them: {because}")
    return True


def _writes_to(keys: Keys, entity: str, scope: Scope) -> str:
    """The link to whom an action writes, or "self"; "" with a diagnostic for anything else."""
    name, known = keys.text("writes_to"), addressees(scope.vocabulary.entities[entity])
    if not name:
        return ""
    if name not in known:
        message = f'{keys.what}, writes_to: {a(entity)} has no link "{name}"'
        hint = suggest(name, known) or f"expected {' or '.join(known)}"
        keys.problems.add("unknown-addressee", keys["writes_to"], message, hint)
        return ""
    if "message" not in keys:
        message = f'{keys.what} writes to "{name}", and has no message'
        keys.problems.add("unknown-addressee", keys["writes_to"], message, 'add "message:", or remove this')
        return ""
    return name


def addressees(entity: Entity) -> tuple[str, ...]:
    """Whom an action for an entity may write to."""
    return (*entity.hops, WRITES_TO_SUBJECT)


def _stake(keys: Keys, entity: str, scope: Scope) -> Path | None:
    """The points of the score, or a field of the type money; None with a diagnostic for anything else."""
    text, owner = keys.text("stake"), scope.vocabulary.entities[entity]
    if text == grammar.SCORE_STAKE:
        member = owner.member(owner.points)
        if not owner.points:
            message = f"{keys.what}, stake: {a(entity)} has no points of the score"
            hint = f'give "{entity}" a field of the type points under "points:", or name a field of money'
            keys.problems.add("unknown-field", keys["stake"], message, hint)
        return Path(owner.points, Root.SUBJECT, (), entity, owner.points, member.kind) if member else None
    path = scope.resolve(text, entity, keys["stake"]) if text else None
    if path is None or (path.kind is FieldType.MONEY and path.root is not Root.POLICY):
        return path
    noun = "a parameter" if path.root is Root.POLICY else NOUNS[path.kind]
    message = f'{keys.what}, stake: "{text}" is {noun}, expected a field of the type money, or "score"'
    keys.problems.add("wrong-type", keys["stake"], message)
    return None


def _place_in_group(
    keys: Keys, name: Scalar, groups: ReadMapping[str, Group], scope: Scope
) -> tuple[str, int]:
    """The group of an action and its rung there."""
    group = keys.text("group")
    rung = read_count(keys["rung"], keys.about("rung"), keys.problems) if "rung" in keys else None
    if bool(group) == ("rung" in keys):
        keys.declared("group", group, groups, scope.broken)
    else:
        message = f'{keys.what} lacks "{"rung" if group else "group"}"'
        keys.problems.add("missing-key", name, message, "a group and a rung go together")
    return group, rung or 0


def _repeat(keys: Keys) -> Repeat:
    node = keys.get("repeat")
    if node is None:
        return Repeat()
    if isinstance(node, Scalar) and node.text in ("never", "after_activity"):
        return Repeat(after_activity=node.text == "after_activity")
    after = node.get("after") if isinstance(node, Mapping) and len(node.entries) == 1 else None
    days = read_value(after.text, FieldType.DAYS) if isinstance(after, Scalar) else Mismatch("")
    if isinstance(days, Mismatch):
        expected = days.expected or f"never, {grammar.REPEATED}"
        keys.problems.mismatch("wrong-value", after or node, keys.about("repeat"), expected)
        return Repeat()
    return Repeat(days=int(days))
