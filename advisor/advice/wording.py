"""How things are called in explanations: subjects by their labels, templates filled, fields in words."""

from advisor.advice.fill_templates import Fillers
from advisor.advice.names import Names
from advisor.engine.run import Program
from advisor.english.comparisons import Described, Words, spaced
from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.types import speak


class ReviewWords(Names):
    """The names of one review, and its words; a row without a label is called by what is known of it."""

    def __init__(self, program: Program, view: WorkingMemory) -> None:
        super().__init__(Fillers(program.schema.vocabulary, program.evaluator), view)
        self.program = program
        self.words: Words = _WordsOfReview(program, view)

    def field(self, row: Row, name: str) -> str:
        """A field in words: "last activity", or "your job success" of the freelancer."""
        return f"your {spaced(name)}" if self.entities[row.entity].single else spaced(name)

    def question(self, row: Row, name: str) -> str:
        """The question that brings a missing fact; "" for what nobody could tell."""
        return "" if name in self.entities[row.entity].computed else super().question(row, name)

    def _unlabelled(self, row: Row) -> str:
        """ "apologise, 28 September 2026": the fields that have a value and no default."""
        values = []
        for field in self.entities[row.entity].fields.values():
            value = self.view.facts.value(row, field.name)
            if value is not None and value != field.default:
                values.append(speak(value, field.kind))
        return ", ".join(values) or self.entities[row.entity].called or row.id


class _WordsOfReview(Words):
    """Words in which a parameter has the value that the state gives it."""

    def __init__(self, program: Program, view: WorkingMemory) -> None:
        super().__init__(program.playbook)
        self._policy = view.facts.policy

    def parameter(self, name: str) -> Described:
        return Described(speak(self._policy[name], self.playbook.policy[name].kind), (f"policy {name}",))
