"""Templates filled from the facts: values as they are spoken, unknown ones by the vocabulary's words."""

from collections.abc import Callable

from advisor.facts.evaluate import Evaluator
from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.conditions import Path, Root
from advisor.playbook.types import FieldType, Value, speak
from advisor.playbook.units import UNNAMED, Units
from advisor.playbook.vocabulary import Template, Vocabulary

Filler = Callable[[WorkingMemory, Row], str]
Speaker = Callable[[WorkingMemory, Row, str], str]  # with what stands before it
_ENDS = (".", "!", "?", "\n")  # after these a sentence starts


class Fillers:
    """Fills templates; what is needed for each is prepared once, at its first use."""

    def __init__(self, vocabulary: Vocabulary, evaluator: Evaluator) -> None:
        self.vocabulary = vocabulary
        self.evaluator = evaluator
        self._prepared: dict[int, tuple[Template, Filler]] = {}
        self._speakers: dict[Path, Speaker] = {}

    def fill(self, template: Template, view: WorkingMemory, row: Row) -> str:
        """The text of a template for a subject."""
        prepared = self._prepared.get(id(template))
        if prepared is None or prepared[0] is not template:
            prepared = self._prepared[id(template)] = (template, self._prepare(template))
        return prepared[1](view, row)

    def _prepare(self, template: Template) -> Filler:
        if not template.paths:
            text = "".join(part for part in template.parts if isinstance(part, str))
            return lambda view, row: text
        parts = [part if isinstance(part, str) else self._speaker(part) for part in template.parts]

        def fill(view: WorkingMemory, row: Row) -> str:
            filled = ""
            for part in parts:
                filled += part if isinstance(part, str) else part(view, row, filled)
            return filled

        return fill

    def _speaker(self, path: Path) -> Speaker:
        if path in self._speakers:
            return self._speakers[path]
        get = self.evaluator.getter(path)
        words, kind = unknown_words(self.vocabulary, path), path.kind
        units = self.vocabulary.words.units

        def value_in_words(view: WorkingMemory, row: Row, before: str) -> str:
            value = get(view, row)
            if value is not None:
                return speak(value, kind, units)
            starts_sentence = not before.strip(" ") or before.rstrip(" ").endswith(_ENDS)
            return words[:1].upper() + words[1:] if starts_sentence else words

        self._speakers[path] = value_in_words
        return value_in_words


def unknown_words(vocabulary: Vocabulary, path: Path) -> str:
    """The words for a path whose value is unknown."""
    if path.root is Root.POLICY:
        return path.name.replace("_", " ")
    entity = vocabulary.entities[path.entity]
    member = entity.member(path.name)
    if member is not None:
        return member.unknown_words
    return "your " + vocabulary.entities[entity.links[path.name]].called


def spoken(value: Value | None, kind: FieldType, units: Units = UNNAMED) -> str:
    """A value for a list of facts; "unknown" where there is none."""
    return "unknown" if value is None else speak(value, kind, units)
