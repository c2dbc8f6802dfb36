"""Single things in plain English: nouns for what a path leads to, texts with names in place of values."""

from advisor.playbook.conditions import Literal, Path, Root
from advisor.playbook.model import RuleBase
from advisor.playbook.quantities import FieldType, speak
from advisor.playbook.template import Template
from advisor.playbook.vocabulary import Computed, Entity, Field
from advisor.source.record import record

VALUE = "{value}"


@record
class Told:
    """Words for a value, and where a parameter has it from: "30 days", ("policy notice_period",)."""

    text: str
    notes: tuple[str, ...] = ()


class Words:
    """The words of one playbook."""

    def __init__(self, playbook: RuleBase) -> None:
        self.playbook = playbook
        self.entities = playbook.vocabulary.entities

    def member(self, path: Path) -> Field | Computed | None:
        """The field that a path leads to; None for a conclusion, a link and a parameter."""
        return self.entities[path.entity].member(path.name) if path.entity in self.entities else None

    def says(self, path: Path) -> dict[str, str]:
        """What the vocabulary says of tests of the path, by what is tested."""
        member = self.member(path)
        return dict(member.says) if member is not None else {}

    def noun(self, path: Path) -> str:
        """What the path leads to, as a noun: "the money in escrow", "your badge"."""
        said = self.says(path).get("value", "")
        if said and VALUE not in said:
            return said if not path.hops else self._of_owner(said, path)
        if path.root is Root.POLICY:
            return f"the parameter {path.name}"
        plain = spaced(path.name)
        owner = self.entities.get(path.entity)
        if owner is not None and owner.single:
            return f"your {plain}"
        return self._of_owner(f"the {plain}", path) if path.hops else f"the {plain}"

    def subject(self, path: Path) -> str:
        """Whom a clause about the path is about: "it", "you", or "the client"."""
        owner = self.entities.get(path.entity)
        if owner is None or owner.single:
            return "you"
        return f"the {owner.called}" if path.hops else "it"

    def value(self, right: Literal | Path, kind: FieldType) -> Told:
        """What is compared with: a value, the present value of a parameter, or another field."""
        if isinstance(right, Literal):
            return Told(speak(right.value, kind))
        if right.root is Root.POLICY:
            return self.parameter(right.name)
        return Told(self.noun(right))

    def parameter(self, name: str) -> Told:
        """The present value of a parameter, with its name."""
        found = self.playbook.policy[name]
        return Told(speak(found.value, found.kind), (f"policy {name}",))

    def template(self, template: Template) -> str:
        """A title or a reason with names in capitals where facts will stand: "Close TITLE"."""
        return "".join(part if isinstance(part, str) else self._placeholder(part) for part in template.parts)

    def _placeholder(self, path: Path) -> str:
        if path.root is Root.POLICY:
            return self.parameter(path.name).text
        owner = self.entities.get(path.entity)
        named = owner.called if owner is not None and path.name in ("name", "id") else path.name
        return spaced(named).upper()

    def _of_owner(self, noun: str, path: Path) -> str:
        owner = self.entities[path.entity]
        return noun if owner.single or owner.called in noun else f"{noun} of the {owner.called}"


def spaced(name: str) -> str:
    """The name of a field or a conclusion as words."""
    return name.replace("_", " ")


def plural(entity: Entity) -> str:
    """The noun for several of an entity."""
    return entity.called if entity.called.endswith("s") else f"{entity.called}s"


def one_of(words: list[str]) -> str:
    """ "a", "a or b", "a, b or c"."""
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
