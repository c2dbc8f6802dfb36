"""How those whom advice concerns are called: rows by their labels, templates filled for them.

`wording.ReviewWords` adds the words of explanations, conditions among them.
"""

from advisor.advice.deliberate import Suppressed
from advisor.advice.fill_templates import Fillers
from advisor.advice.model import Subject
from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.vocabulary import Template


class Names:
    """The names of one review; `fillers` serve any number of them."""

    def __init__(self, fillers: Fillers, view: WorkingMemory) -> None:
        self.fillers, self.view = fillers, view
        self.entities = fillers.vocabulary.entities
        self._subjects: dict[str, Subject] = {}

    def fill(self, template: Template, row: Row) -> str:
        """A title or a reason for a subject."""
        return self.fillers.fill(template, self.view, row)

    def subject(self, row: Row) -> Subject:
        """A row with its label."""
        known = self._subjects.get(row.path)
        if known is None:
            label = self.entities[row.entity].label
            text = self.fill(label, row) if label is not None else self._unlabelled(row)
            known = self._subjects[row.path] = Subject(row.entity, row.id, text)
        return known

    def because(self, suppressed: Suppressed) -> str:
        """Why a candidate is set aside, in sentences, each once."""
        if suppressed.held is not None:
            return suppressed.held.because
        row = suppressed.candidate.row
        return " ".join(dict.fromkeys(self.fill(rule.because, row) for rule in suppressed.forbidden_by))

    def question(self, row: Row, name: str) -> str:
        """The question that brings a fact."""
        entity = self.entities[row.entity]
        field = entity.fields.get(name)
        plain = name.replace("_", " ")
        return field.ask if field and field.ask else f"What is the {plain} of this {entity.called}?"

    def _unlabelled(self, row: Row) -> str:
        return row.id
