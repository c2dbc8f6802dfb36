"""How things are called in one review: rows by their labels, fields in words, templates filled."""

from advisor.advice.deliberate import Suppressed
from advisor.advice.fill_templates import Fillers
from advisor.advice.letters import EarlierLetter
from advisor.advice.model import Subject
from advisor.engine.run import Program
from advisor.english.quotation import quoted, within_quotes
from advisor.facts.rows import Row, WorkingMemory
from advisor.playbook.model import Action
from advisor.playbook.types import speak
from advisor.playbook.vocabulary import Template, spaced


class Names:
    """The names of one review; `fillers` serve any number of them."""

    def __init__(self, fillers: Fillers, view: WorkingMemory) -> None:
        self.fillers, self.view = fillers, view
        self.entities = fillers.vocabulary.entities
        self._subjects: dict[str, Subject] = {}

    def fill(self, template: Template, row: Row, below: Template | None = None) -> str:
        """A title for a subject, or a reason, which may stand below a title about the same one."""
        return self.fillers.fill(template, self.view, row, below)

    def steps(self, action: Action, row: Row) -> tuple[str, ...]:
        """The steps of an action that a subject needs."""
        if not action.steps:
            return ()
        steps = self.fillers.standing(action.steps, self.view, row)
        return tuple([self.fill(step, row, action.title) for step in steps])

    def message(self, action: Action, row: Row) -> str | None:
        """The draft of an action for a subject; None where there is none."""
        if not action.message:
            return None
        drafts = self.fillers.standing(action.message, self.view, row)
        return next((self.fill(text, row) for text in drafts), None)

    def subject(self, row: Row) -> Subject:
        """A row with its label."""
        known = self._subjects.get(row.path)
        if known is None:
            label = self.entities[row.entity].label
            text = self._unlabelled(row) if label is None else self.fillers.label(label, self.view, row)
            known = self._subjects[row.path] = Subject(row.entity, row.name, text)
        return known

    def because(self, suppressed: Suppressed) -> str:
        """Why a candidate is set aside, in sentences, each once."""
        if suppressed.held is not None:
            return suppressed.held.because
        if suppressed.letter is not None:
            return self._earlier_letter(suppressed.letter)
        action, row = suppressed.candidate.action.id, suppressed.candidate.row
        reasons = (rule.on_action(action).because for rule in suppressed.forbidden_by)
        return " ".join(dict.fromkeys(self.fill(reason, row) for reason in reasons))

    def _earlier_letter(self, letter: EarlierLetter) -> str:
        """That somebody was written to already, or which letter comes first."""
        if letter.step is not None:
            return "The step before it waits for another letter."
        label = self.subject(letter.to).label
        if letter.event is not None or letter.first is None:
            return f"You wrote to {label} today. This can wait until tomorrow."
        title = quoted(within_quotes(self.fill(letter.first.action.title, letter.first.row)))
        who = label[:1].upper() + label[1:]
        return f"{who} gets one letter today: first comes {title}. Put what cannot wait into it."

    def question(self, row: Row, name: str) -> str:
        """The question that brings a fact."""
        entity = self.entities[row.entity]
        field = entity.asks(name)
        return field.ask if field and field.ask else f"What is the {spaced(name)} of this {entity.called}?"

    def _unlabelled(self, row: Row) -> str:
        return row.id


class ReviewWords(Names):
    """The names for explanations; a row without a label is called by what is known of it."""

    def __init__(self, program: Program, view: WorkingMemory) -> None:
        from advisor.english.comparisons import Words  # advice goes without the words for conditions

        super().__init__(Fillers(program), view)
        self.program = program
        self.words = Words(program.playbook, view.facts.policy)

    def field(self, row: Row, name: str) -> str:
        """A field in words: "last activity", or "your job success" of the freelancer."""
        return f"your {spaced(name)}" if self.entities[row.entity].single else spaced(name)

    def question(self, row: Row, name: str) -> str:
        """The question that brings a missing fact; "" for what nobody could tell."""
        return "" if name in self.entities[row.entity].computed else super().question(row, name)

    def _unlabelled(self, row: Row) -> str:
        """ "apologise, 28 September 2026": the fields that have a value and no default."""
        fields = self.entities[row.entity].fields.values()
        known = [(self.view.facts.value(row, field.name), field) for field in fields]
        units = self.fillers.vocabulary.words.units
        values = [speak(v, field.kind, units) for v, field in known if v is not None and v != field.default]
        return ", ".join(values) or self.entities[row.entity].called or row.id
