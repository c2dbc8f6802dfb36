"""`groups:` and `actions:`: what can be recommended."""

from advisor.playbook.citations import CitationReader
from advisor.playbook.model import Action, Effort, Group, Repeat
from advisor.playbook.parse_policy import entries_of
from advisor.playbook.reading import (
    Problems,
    describe,
    optional_text,
    read_choice,
    read_keys,
    read_list,
    read_text,
)
from advisor.playbook.scope import Scope
from advisor.playbook.template import Template
from advisor.playbook.types import FieldType, Mismatch, read_value
from advisor.source.diagnostic import suggest
from advisor.source.tree import Entry, Mapping, Node, Scalar

_REPEATS = 'never, after_activity, or {after: "30 days"}'


def parse_groups(sections: list[Node], problems: Problems) -> dict[str, Group]:
    """The exclusive groups by id."""
    groups: dict[str, Group] = {}
    for entry in entries_of(sections, "groups", problems):
        what = f'the group "{entry.key.text}"'
        keys = read_keys(entry.value, what, problems, required=["title"], optional=["shared_rungs"])
        title = read_text(keys["title"], f"{what}, title", problems) if keys else None
        if keys is None or title is None:
            continue
        rungs = [
            read_count(node, f"{what}, shared_rungs", problems)
            for node in read_list(keys.get("shared_rungs"), f"{what}, shared_rungs", problems)
        ]
        shared = tuple(sorted(rung for rung in rungs if rung is not None))
        groups[entry.key.text] = Group(entry.key.text, title, entry.key.location, shared)
    return groups


def read_count(node: Node, what: str, problems: Problems) -> int | None:
    """A whole number, or None with a diagnostic."""
    value = read_value(node.text, FieldType.COUNT) if isinstance(node, Scalar) else None
    if isinstance(value, int):
        return value
    problems.add("wrong-value", node, f"{what}: found {describe(node)}, expected a whole number")
    return None


class ActionParser:
    """Reads actions in a scope (for their placeholders)."""

    def __init__(
        self, scope: Scope, groups: dict[str, Group], citing: CitationReader, problems: Problems
    ) -> None:
        self.scope = scope
        self.groups = groups
        self.citing = citing
        self.problems = problems

    def read(self, entries: list[Entry]) -> dict[str, Action]:
        """The actions by id."""
        read = (self._action(entry) for entry in entries)
        return {action.id: action for action in read if action}

    def _action(self, entry: Entry) -> Action | None:
        what = f'the action "{entry.key.text}"'
        keys = read_keys(
            entry.value,
            what,
            self.problems,
            required=["for", "title", "effort"],
            optional=["steps", "message", "group", "rung", "repeat", "claims", "note"],
        )
        entity = self._entity(keys["for"], what) if keys else None
        if keys is None or entity is None:
            return None
        title = self.scope.template(keys["title"], entity, f"{what}, title", self.problems)
        effort = read_choice(keys["effort"], Effort, f"{what}, effort", self.problems)
        group, rung = self._place(keys, what, entry)
        steps = self._steps(keys.get("steps"), entity, what)
        draft = keys.get("message")
        message = self.scope.template(draft, entity, f"{what}, message", self.problems)
        repeat = self._repeat(keys.get("repeat"), what)
        claims = self.citing.read(keys.get("claims"), what, self.problems)
        note = optional_text(keys.get("note"), f"{what}, note", self.problems)
        if title is None or effort is None:
            return None
        return Action(
            id=entry.key.text,
            entity=entity,
            title=title,
            effort=effort,
            location=entry.key.location,
            steps=steps,
            message=message,
            group=group,
            rung=rung,
            repeat=repeat,
            claims=claims,
            note=note,
        )

    def _entity(self, node: Node, what: str) -> str | None:
        name = read_text(node, f"{what}, for", self.problems)
        names = list(self.scope.vocabulary.entities)
        if name is None or name in names:
            return name
        hint = suggest(name, names) or "the entities are " + ", ".join(names)
        self.problems.add("unknown-entity", node, f'{what}: there is no entity "{name}"', hint)
        return None

    def _steps(self, node: Node | None, entity: str, what: str) -> tuple[Template, ...]:
        items = read_list(node, f"{what}, steps", self.problems)
        read = (self.scope.template(item, entity, f"{what}, steps", self.problems) for item in items)
        return tuple(step for step in read if step)

    def _place(self, keys: dict[str, Node], what: str, entry: Entry) -> tuple[str, int]:
        group = optional_text(keys.get("group"), f"{what}, group", self.problems)
        rung = read_count(keys["rung"], f"{what}, rung", self.problems) if "rung" in keys else None
        if bool(group) != ("rung" in keys):
            lacking = "rung" if group else "group"
            hint = "a group and a rung go together"
            self.problems.add("missing-key", entry.key, f'{what} lacks "{lacking}"', hint)
        elif group and group not in self.groups and group not in self.scope.lost:
            hint = suggest(group, self.groups) or "groups are declared under groups:"
            self.problems.add("unknown-group", keys["group"], f'{what}: there is no group "{group}"', hint)
        return group, rung or 0

    def _repeat(self, node: Node | None, what: str) -> Repeat:
        if node is None:
            return Repeat()
        if isinstance(node, Scalar) and node.text in ("never", "after_activity"):
            return Repeat(after_activity=node.text == "after_activity")
        after = node.get("after") if isinstance(node, Mapping) and len(node.entries) == 1 else None
        days = read_value(after.text, FieldType.DAYS) if isinstance(after, Scalar) else Mismatch("")
        if isinstance(days, Mismatch):
            where = after or node
            message = f"{what}, repeat: found {describe(where)}, expected {days.expected or _REPEATS}"
            self.problems.add("wrong-value", where, message)
            return Repeat()
        return Repeat(days=int(days))
