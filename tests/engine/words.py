"""The vocabularies that random playbooks are made with: what there is to read, and how values are written."""

from collections.abc import Iterator
from dataclasses import dataclass, field

AS_OF = "2026-11-21"
NUMBERS = ["count", "percent", "rating", "money", "hours", "date", "days", "number"]
KINDS = ["flag", "choice", "choices", "text", "action", *NUMBERS]
UNORDERED = {"flag", "choice", "choices", "text", "action"}
WRITTEN = {
    "flag": ["true", "false"],
    "count": ["1", "2", "0", "3"],
    "percent": ["1", "2.5 %", "0", "100"],
    "rating": ["1", "2.5", "0", "5"],
    "money": ["$1", "2.50", "0", "1,000"],
    "hours": ["1", "2 h", "0", "3.5"],
    "date": ["2026-11-20", "2026-11-22", "2026-11-21", "2026-11-19"],
    "choice": ["u", "v", "w"],
    "choices": ["u", "w, v", "w,u", "-"],  # "-" is an empty list
    "text": ["p", "q", "d0", "A P and a q"],
    "action": ["call-me", "call-deal", "call-firm"],
    "days": ["1 day", "2", "0", "1 week"],
    "number": ["1", "1.25", "0", "2.5"],
}
POLICY = {kind: WRITTEN[kind][1] for kind in ("count", "percent", "money", "days")}
TARGETS = {"me": ["firm"], "deal": ["firm", "firm", "deal"], "firm": ["deal"], "note": ["firm"]}


@dataclass(frozen=True)
class Words:
    """A vocabulary: types of fields and targets of links by entity, and which conclusions it may have."""

    fields: dict[str, dict[str, str]]
    links: dict[str, dict[str, str]]
    concluded: set[tuple[str, str]] = field(default_factory=set)

    def hops(self, entity: str) -> dict[str, str]:
        """Links, and the owner of a note."""
        return {**({"deal": "deal"} if entity == "note" else {}), **self.links[entity]}

    def ways(self, entity: str) -> Iterator[tuple[str, str]]:
        """(prefix of a path, entity at its end)."""
        near = [("", entity), ("me.", "me")]
        for prefix, here in near:
            yield prefix, here
            for link, there in self.hops(here).items():
                yield f"{prefix}{link}.", there
                for further, last in self.hops(there).items() if not prefix else ():
                    yield f"{link}.{further}.", last

    def paths(self, entity: str) -> list[tuple[str, str]]:
        """(path, its type) of everything but conclusions that can be read from a subject."""
        paths = [(f"policy.{kind}", kind) for kind in POLICY]
        for prefix, here in self.ways(entity):
            paths += [(prefix + name, kind) for name, kind in self.fields[here].items()]
        return paths

    def related(self, entity: str) -> list[str]:
        """The entities that `some`, `none` and `count` may range over: by one link, lest it be ambiguous."""
        return [
            other
            for other in self.fields
            if entity == "me" or list(self.hops(other).values()).count(entity) == 1
        ]
