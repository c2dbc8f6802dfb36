"""What is declared by id: the policy, documents, claims, groups and actions."""

from collections.abc import Mapping as ReadMapping

from advisor.playbook import grammar
from advisor.playbook.model import Action, Authority, Claim, Document, Effort, Group, Parameter, Repeat
from advisor.playbook.parse_keys import (
    CitableClaims,
    Keys,
    entries_of,
    read_count,
    read_entity,
    read_scalar,
    read_shape,
)
from advisor.playbook.reading import Problems, describe
from advisor.playbook.scope import Scope
from advisor.playbook.types import NOUNS, FieldType, Mismatch, read_value
from advisor.source.diagnostic import suggest
from advisor.source.tree import Entry, Mapping, Node, Scalar


def parse_policy(sections: list[Node], citable: CitableClaims, problems: Problems) -> dict[str, Parameter]:
    """The parameters by name."""
    read = (_parameter(entry, citable, problems) for entry in entries_of(sections, "policy", problems))
    return {parameter.name: parameter for parameter in read if parameter}


def _parameter(entry: Entry, citable: CitableClaims, problems: Problems) -> Parameter | None:
    keys = read_shape(entry.value, f'the parameter "{entry.key.text}"', grammar.PARAMETER, problems)
    kind = keys.choice("type", FieldType) if keys else None
    if keys is None or kind is None:
        return None
    if kind not in grammar.PARAMETERS:
        message = f"{keys.what}: {NOUNS[kind]} is no parameter"
        problems.add("wrong-value", keys["type"], message, "expected " + ", ".join(grammar.PARAMETERS))
        return None
    value = read_scalar(keys["value"], kind, keys.what, problems)
    if value is None:
        return None
    name, where = entry.key.text, entry.key.location
    return Parameter(name, kind, value, where, keys.text("note"), citable.read(keys))


def parse_documents(sections: list[Node], problems: Problems) -> dict[str, Document]:
    """The documents by id."""
    documents: dict[str, Document] = {}
    for entry in entries_of(sections, "documents", problems):
        keys = read_shape(entry.value, f'the document "{entry.key.text}"', grammar.DOCUMENT, problems)
        title = keys.text("title") if keys else ""
        if keys is not None and title:
            documents[entry.key.text] = Document(
                id=entry.key.text,
                title=title,
                authority=keys.choice("authority", Authority) or Authority.DOCUMENT,
                location=entry.key.location,
                author=keys.text("author"),
                year=keys.text("year"),
            )
    return documents


def parse_claims(
    sections: list[Node], documents: ReadMapping[str, Document], broken: set[str], problems: Problems
) -> dict[str, Claim]:
    """The claims by id; each names a document that exists, or one of the `broken` that could not be read."""
    entries = entries_of(sections, "claims", problems)
    read = (_claim(entry, documents, broken, problems) for entry in entries)
    return {claim.id: claim for claim in read if claim}


def _claim(
    entry: Entry, documents: ReadMapping[str, Document], broken: set[str], problems: Problems
) -> Claim | None:
    keys = read_shape(entry.value, f'the claim "{entry.key.text}"', grammar.CLAIM, problems)
    if keys is None:
        return None
    texts = {key: keys.text(key) for key in grammar.CLAIM.names}
    document, kind = texts["document"], texts["kind"]
    if document and document not in documents and document not in broken:
        otherwise = "documents are declared under documents:"
        problems.unknown(
            "document", document, keys["document"], documents, otherwise=otherwise, what=keys.what
        )
    if kind and kind not in grammar.CLAIM_KINDS:
        message = f'{keys.about("kind")}: found "{kind}", expected one of ' + ", ".join(grammar.CLAIM_KINDS)
        problems.add("wrong-value", keys["kind"], message, suggest(kind, grammar.CLAIM_KINDS))
    del texts["note"]
    if document not in documents or not all(texts[key] for key in grammar.CLAIM.required):
        return None
    return Claim(id=entry.key.text, location=entry.key.location, **texts)


def parse_groups(sections: list[Node], problems: Problems) -> dict[str, Group]:
    """The exclusive groups by id."""
    groups: dict[str, Group] = {}
    for entry in entries_of(sections, "groups", problems):
        keys = read_shape(entry.value, f'the group "{entry.key.text}"', grammar.GROUP, problems)
        title = keys.text("title") if keys else ""
        if keys is not None and title:
            what = keys.about("shared_rungs")
            rungs = [read_count(node, what, problems) for node in keys.listed("shared_rungs")]
            shared = tuple(sorted(rung for rung in rungs if rung is not None))
            groups[entry.key.text] = Group(entry.key.text, title, entry.key.location, shared)
    return groups


class ActionParser:
    """Reads actions in a scope (for their placeholders)."""

    def __init__(
        self, scope: Scope, groups: ReadMapping[str, Group], citable: CitableClaims, problems: Problems
    ) -> None:
        self.scope = scope
        self.groups = groups
        self.citable = citable
        self.problems = problems

    def read(self, entries: list[Entry]) -> dict[str, Action]:
        """The actions by id."""
        read = (self._action(entry) for entry in entries)
        return {action.id: action for action in read if action}

    def _action(self, entry: Entry) -> Action | None:
        keys = read_shape(entry.value, f'the action "{entry.key.text}"', grammar.ACTION, self.problems)
        entity = read_entity(keys, self.scope.vocabulary.entities) if keys else None
        if keys is None or entity is None:
            return None
        group, rung = self._place(keys, entry)
        steps = [
            self.scope.template(step, entity, keys.about("steps"), self.problems)
            for step in keys.listed("steps")
        ]
        message = self.scope.template_under("message", keys, entity)
        repeat = self._repeat(keys)
        claims = self.citable.read(keys)
        note = keys.text("note")
        title, effort = self.scope.template_under("title", keys, entity), keys.choice("effort", Effort)
        if title is None or effort is None:
            return None
        return Action(
            id=entry.key.text,
            entity=entity,
            title=title,
            effort=effort,
            location=entry.key.location,
            steps=tuple(step for step in steps if step),
            message=message,
            group=group,
            rung=rung,
            repeat=repeat,
            claims=claims,
            note=note,
        )

    def _place(self, keys: Keys, entry: Entry) -> tuple[str, int]:
        """The group of an action and its rung there."""
        group = keys.text("group")
        rung = read_count(keys["rung"], keys.about("rung"), self.problems) if "rung" in keys else None
        if bool(group) != ("rung" in keys):
            message = f'{keys.what} lacks "{"rung" if group else "group"}"'
            self.problems.add("missing-key", entry.key, message, "a group and a rung go together")
        elif group and group not in self.groups and group not in self.scope.broken:
            otherwise = "groups are declared under groups:"
            self.problems.unknown(
                "group", group, keys["group"], self.groups, otherwise=otherwise, what=keys.what
            )
        return group, rung or 0

    def _repeat(self, keys: Keys) -> Repeat:
        node = keys.get("repeat")
        if node is None:
            return Repeat()
        if isinstance(node, Scalar) and node.text in ("never", "after_activity"):
            return Repeat(after_activity=node.text == "after_activity")
        after = node.get("after") if isinstance(node, Mapping) and len(node.entries) == 1 else None
        days = read_value(after.text, FieldType.DAYS) if isinstance(after, Scalar) else Mismatch("")
        if isinstance(days, Mismatch):
            where = after or node
            expected = days.expected or f"never, {grammar.REPEATED}"
            message = f"{keys.about('repeat')}: found {describe(where)}, expected {expected}"
            self.problems.add("wrong-value", where, message)
            return Repeat()
        return Repeat(days=int(days))
