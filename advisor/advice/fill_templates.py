"""Templates filled from the facts: values as they are spoken, unknown ones by the vocabulary's words."""

from collections.abc import Callable

from advisor.facts.evaluate import Evaluator
from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.conditions import Path, Root
from advisor.playbook.types import FieldType, Value, speak
from advisor.playbook.units import UNNAMED, Units
from advisor.playbook.vocabulary import NumberForms, Template, Vocabulary

Filler = Callable[[WorkingMemory, Row], str]
Speaker = Callable[[WorkingMemory, Row, str], str]  # with what stands before it
_ENDS = (".", "!", "?", "\n")  # after these a sentence starts


class Fillers:
    """Fills templates; what is needed for each is prepared once, at its first use."""

    def __init__(self, vocabulary: Vocabulary, evaluator: Evaluator) -> None:
        self.vocabulary = vocabulary
        self.evaluator = evaluator
        self._prepared: dict[int, tuple[Template, Filler]] = {}
        self._speakers: dict[Path | NumberForms, Speaker] = {}

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

    def _speaker(self, placeholder: Path | NumberForms) -> Speaker:
        if placeholder in self._speakers:
            return self._speakers[placeholder]
        forms = placeholder if isinstance(placeholder, NumberForms) else None
        path = placeholder.path if isinstance(placeholder, NumberForms) else placeholder
        get = self.evaluator.getter(path)
        words, kind = unknown_words(self.vocabulary, placeholder), path.kind
        units = self.vocabulary.words.units

        def value_in_words(view: WorkingMemory, row: Row, before: str) -> str:
            value = get(view, row)
            if value is not None and forms is None:
                return speak(value, kind, units)
            spoken = words if value is None or forms is None else forms.of(int(value))
            starts_sentence = not before.strip(" ") or before.rstrip(" ").endswith(_ENDS)
            return spoken[:1].upper() + spoken[1:] if starts_sentence else spoken

        self._speakers[placeholder] = value_in_words
        return value_in_words


def unknown_words(vocabulary: Vocabulary, placeholder: Path | NumberForms) -> str:
    """The words for a placeholder whose value is unknown.

    Of a number's forms that is the one for other numbers, with the field's own words in place of the number;
    where it has none, the name of the field stands for the whole.
    """
    if isinstance(placeholder, NumberForms):
        path, many = placeholder.path, placeholder.many
        member = vocabulary.entities[path.entity].member(path.name) if path.entity else None
        if "#" not in many or (member is not None and member.if_unknown):
            return many.replace("#", member.if_unknown if member else "")
        return unknown_words(vocabulary, path)
    path = placeholder
    if path.root is Root.POLICY:
        return path.name.replace("_", " ")
    entity = vocabulary.entities[path.entity]
    member = entity.member(path.name)
    if member is not None:
        return member.unknown_words
    asked = entity.asked.get(path.name)
    if asked is not None and asked.if_unknown:
        return asked.if_unknown
    return "your " + vocabulary.entities[entity.links[path.name]].called


def spoken(value: Value | None, kind: FieldType, units: Units = UNNAMED) -> str:
    """A value for a list of facts; "unknown" where there is none."""
    return "unknown" if value is None else speak(value, kind, units)
