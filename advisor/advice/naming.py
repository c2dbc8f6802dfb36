"""How things are called in explanations: subjects by their labels, templates filled, fields in words."""

from advisor.advice.fill import Fillers
from advisor.advice.model import Subject
from advisor.engine.run import Program
from advisor.facts.rows import Row
from advisor.facts.view import View
from advisor.playbook.english_words import Told, Words, spaced
from advisor.playbook.quantities import speak
from advisor.playbook.template import Template


class Naming:
    """The names of one review."""

    def __init__(self, program: Program, view: View) -> None:
        self.program, self.view = program, view
        self.entities = program.schema.vocabulary.entities
        self.words: Words = _WordsOfReview(program, view)
        self._fillers = Fillers(program.schema.vocabulary, program.evaluator)
        self._subjects: dict[str, Subject] = {}

    def fill(self, template: Template, row: Row) -> str:
        """A title or a reason for a subject."""
        return self._fillers.fill(template, self.view, row)

    def subject(self, row: Row) -> Subject:
        """A row by its label; one without, such as an event, by what is known of it."""
        if row.path not in self._subjects:
            label = self.entities[row.entity].label
            text = self.fill(label, row) if label is not None else self._described(row)
            self._subjects[row.path] = Subject(row.entity, row.id, text)
        return self._subjects[row.path]

    def field(self, row: Row, name: str) -> str:
        """A field in words: "last activity", or "your job success" of the freelancer."""
        return f"your {spaced(name)}" if self.entities[row.entity].single else spaced(name)

    def question(self, row: Row, name: str) -> str:
        """The question that brings a missing fact; "" for what nobody could tell."""
        entity = self.entities[row.entity]
        if name in entity.computed:
            return ""
        field = entity.fields.get(name)
        return field.ask if field and field.ask else f"What is the {spaced(name)} of this {entity.called}?"

    def _described(self, row: Row) -> str:
        """ "apologise, 28 September 2026": the fields that have a value and no default."""
        told = []
        for field in self.entities[row.entity].fields.values():
            value = self.view.facts.value(row, field.name)
            if value is not None and value != field.default:
                told.append(speak(value, field.kind))
        return ", ".join(told) or self.entities[row.entity].called or row.id


class _WordsOfReview(Words):
    """Words in which a parameter has the value that the state gives it."""

    def __init__(self, program: Program, view: View) -> None:
        super().__init__(program.playbook)
        self._policy = view.facts.policy

    def parameter(self, name: str) -> Told:
        return Told(speak(self._policy[name], self.playbook.policy[name].kind), (f"policy {name}",))
