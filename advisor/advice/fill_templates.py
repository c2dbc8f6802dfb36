"""Templates filled from the facts: values as they are spoken, unknown ones by the vocabulary's words."""

from collections.abc import Callable, Iterable, Iterator
from enum import Enum

from advisor.engine.run import Program
from advisor.english.quotation import quoted
from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.expressions import Path, Root
from advisor.playbook.formulas import ListOf
from advisor.playbook.model import Variant
from advisor.playbook.types import FieldType, Value, speak
from advisor.playbook.units import UNNAMED, Units
from advisor.playbook.vocabulary import Computed, NumberForms, Template, Vocabulary, spaced

Filler = Callable[[WorkingMemory, Row], str]
Speaker = Callable[[WorkingMemory, Row, str], str]  # with what stands before it
_ENDS = (".", "!", "?", "\n")  # after these a sentence starts
_WITHIN = ","  # after this none does


class _Manner(Enum):
    """How a value stands in a sentence: as it is spoken, as a name set off, or as a name said already."""

    PLAIN = "plain"
    QUOTED = "quoted"
    AGAIN = "again"


class Fillers:
    """Fills templates; what is needed for each is prepared once, at its first use."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.vocabulary = program.schema.vocabulary
        self._prepared: dict[tuple[int, int, bool], tuple[Template, Template | None, Filler]] = {}
        self._speakers: dict[tuple[Path | NumberForms, _Manner], Speaker] = {}

    def fill(self, template: Template, view: WorkingMemory, row: Row, below: Template | None = None) -> str:
        """The text of a template for a subject: a sentence, in which names are set off, once.

        What it stands `below`, such as the title of an action, has set off names before.
        """
        prepared = self._prepared.get((id(template), id(below), False))
        if prepared is not None and prepared[0] is template and prepared[1] is below:
            return prepared[2](view, row)
        return self._filler(template, below, label=False)(view, row)

    def label(self, template: Template, view: WorkingMemory, row: Row) -> str:
        """The text of a template that is itself a name."""
        return self._filler(template, None, label=True)(view, row)

    def _filler(self, template: Template, below: Template | None, *, label: bool) -> Filler:
        key = id(template), id(below), label
        prepared = self._prepared.get(key)
        if prepared is None or prepared[0] is not template or prepared[1] is not below:
            said = set(below.paths) if below is not None else set()
            filler = self._prepare(template, said, label=label)
            prepared = self._prepared[key] = (template, below, filler)
        return prepared[2]

    def standing(self, variants: Iterable[Variant], view: WorkingMemory, row: Row) -> Iterator[Template]:
        """The texts whose conditions are true of a subject; what is unknown does not hold."""
        for variant in variants:
            if variant.when is None or self.program.truth(variant.when)(view, row):
                yield variant.text

    def _prepare(self, template: Template, said: set[Path], *, label: bool) -> Filler:
        if not template.paths:
            text = "".join(part for part in template.parts if isinstance(part, str))
            return lambda view, row: text
        parts: list[tuple[str, Speaker | None]] = []
        for part in template.parts:
            manner = _Manner.PLAIN
            if isinstance(part, Path) and not label and self._is_quoted(part):
                again = part in said and part.kind is not FieldType.LIST
                manner = _Manner.AGAIN if again else _Manner.QUOTED
                said.add(part)
            parts.append((part, None) if isinstance(part, str) else ("", self._speaker(part, manner)))

        def fill(view: WorkingMemory, row: Row) -> str:
            filled = ""
            for text, say in parts:
                filled += text if say is None else say(view, row, filled)
            return filled

        return fill

    def _is_quoted(self, path: Path) -> bool:
        """Whether a path leads to a name that is set off, or to a list of such names."""
        if formula := self._list_at(path):
            return self._is_quoted(formula.of)
        field = self.vocabulary.entities[path.entity].fields.get(path.name) if path.entity else None
        return field is not None and field.quoted

    def _list_at(self, path: Path) -> ListOf | None:
        member = self.vocabulary.member(path) if path.kind is FieldType.LIST else None
        formula = member.formula if isinstance(member, Computed) else None
        return formula if isinstance(formula, ListOf) else None

    def _speaker(self, placeholder: Path | NumberForms, manner: _Manner) -> Speaker:
        known = self._speakers.get((placeholder, manner))
        if known is None:
            known = self._speakers[placeholder, manner] = self._new_speaker(placeholder, manner)
        return known

    def _new_speaker(self, placeholder: Path | NumberForms, manner: _Manner) -> Speaker:
        forms = placeholder if isinstance(placeholder, NumberForms) else None
        path = placeholder.path if isinstance(placeholder, NumberForms) else placeholder
        if formula := self._list_at(path):
            return self._lister(path, formula, manner)
        get, kind = self.program.evaluator.getter(path), path.kind
        words, again = unknown_words(self.vocabulary, placeholder), self._again(path)
        units, language = self.vocabulary.words.units, self.vocabulary.language
        is_said, is_quoted = forms is None and manner is not _Manner.AGAIN, manner is _Manner.QUOTED

        def value_in_words(view: WorkingMemory, row: Row, before: str) -> str:
            value = get(view, row)
            if value is not None and is_said:
                spoken = speak(value, kind, units)
                return quoted(spoken, language) if is_quoted else spoken
            spoken = words if value is None else again if forms is None else forms.of(int(value), language)
            return _continued(before, spoken)

        return value_in_words

    def _lister(self, path: Path, formula: ListOf, manner: _Manner) -> Speaker:
        """Joins what a list names, each once: "“Logo”, “Flyer” and “Site”"."""
        from advisor.english.lists import comma_list
        from advisor.facts.listed import listed_rows

        evaluator, words = self.program.evaluator, unknown_words(self.vocabulary, path)
        rows, say = listed_rows(formula, evaluator), self._speaker(formula.of, manner)
        last = f" {self.vocabulary.words.conjunction} "

        def list_in_words(view: WorkingMemory, row: Row, before: str) -> str:
            owner = evaluator.row_at(path, view, row)
            named = [] if owner is None else rows(view, owner)
            if not named:
                return _continued(before, words)
            texts = list(dict.fromkeys(say(view, other, _WITHIN) for other in named))
            texts[0] = say(view, named[0], before)
            return comma_list(texts[: formula.first], last)

        return list_in_words

    def _again(self, path: Path) -> str:
        """What is named once already: the words that stand for its name, or "this" and the noun."""
        entity = self.vocabulary.entities.get(path.entity)
        member = entity.member(path.name) if entity else None
        noun = f"this {entity.called or spaced(entity.name)}" if entity else ""
        return (member.if_unknown if member else "") or noun


def _continued(before: str, words: str) -> str:
    """Words after those before, with a capital where they start a sentence."""
    starts = not before.strip(" ") or before.rstrip(" ").endswith(_ENDS)
    return words[:1].upper() + words[1:] if starts else words


def unknown_words(vocabulary: Vocabulary, placeholder: Path | NumberForms) -> str:
    """The words for a placeholder whose value is unknown.

    Of a number's forms that is the one for other numbers, with the field's own words in place of the number;
    where it has none, the name of the field stands for the whole.
    """
    if isinstance(placeholder, NumberForms):
        path, many = placeholder.path, placeholder.many
        member = vocabulary.member(path)
        if "#" not in many or (member is not None and member.if_unknown):
            return many.replace("#", member.if_unknown if member else "")
        return unknown_words(vocabulary, path)
    path = placeholder
    if path.root is Root.POLICY:
        return spaced(path.name)
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
