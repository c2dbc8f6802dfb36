"""An interview: one question after the other, the most useful first, each answer a fact of the state.

Values in, values out: every step is an interview of its own, and the one before it stays as it was.  It
always ends: a question that was answered, or put off, is not asked again.
"""

from datetime import date
from enum import Enum
from functools import cached_property

from advisor.advice.answers import NOT_KNOWN, Answer, read_answer
from advisor.advice.api import Playbook
from advisor.advice.asking import Asking, Given
from advisor.advice.compare import Comparison, compare_advice
from advisor.advice.forms import form_of
from advisor.advice.intake_answers import read_intake_answer
from advisor.advice.intake_questions import IntakeQuestions
from advisor.advice.model import Advice, Question, Subject
from advisor.advice.names import ReviewWords
from advisor.engine.run import Run
from advisor.facts.new_row import changed
from advisor.facts.rows import row_at
from advisor.facts.state import State
from advisor.playbook.intake import TriageOption
from advisor.playbook.types import Mismatch
from advisor.source.diagnostic import Location
from advisor.source.errors import StateError
from advisor.source.tree import Mapping, Node, Scalar

ANSWER = "<answer>"  # what diagnostics call an answer
_PLACE = Location(ANSWER, 1, 1)
_NOTHING = Mapping((), _PLACE)


class Asks(Enum):
    """What an interview asks for: what would change the advice, what people begin to tell with, or both.

    Both begin with triage where it is due.
    """

    ADVICE = "advice"
    INTAKE = "intake"
    BOTH = "both"


class Interview:
    """A state under review, with what was answered so far.

    `about` is the path of the subject to which the questions are held, `asks` what they are about; `entries`
    is what the last step wrote.
    """

    def __init__(
        self,
        playbook: Playbook,
        state: State,
        as_of: date | None = None,
        *,
        about: str = "",
        asks: Asks = Asks.ADVICE,
        before: "Interview | None" = None,
        given: tuple[Given, ...] = (),
        entries: Mapping = _NOTHING,
        reviewed: tuple[Run, Advice] | None = None,
    ) -> None:
        """Raises StateError with every problem in the state; `reviewed` is what follows from it, if known."""
        self.playbook, self.state, self.about, self.asks = playbook, state, about, asks
        self.before, self.given, self.entries = before, given, entries
        if reviewed is None:
            run = playbook.run(state, as_of)
            reviewed = run, playbook.advise(run)
        self.run, self.advice = reviewed
        # An interview past midnight stays on its day; only a state that names a day may still change it.
        named = state.tree.get("as_of")
        own_day = isinstance(named, Scalar) and not named.is_null
        self.as_of = as_of if as_of or own_day else date.fromordinal(self.advice.day)

    def held_to(self, about: str) -> "Interview":
        """The interview about one subject, by its path, and about what hangs on facts elsewhere for it."""
        return Interview(self.playbook, self.state, self.as_of, about=about, asks=self.asks)

    @property
    def answers(self) -> tuple[Given, ...]:
        """What was answered, in order; that it has not happened is an answer too."""
        return tuple(given for given in self.given if given.answer != NOT_KNOWN)

    @property
    def open(self) -> tuple[Given, ...]:
        """What was asked and is not known, in order."""
        return tuple(given for given in self.given if given.answer == NOT_KNOWN)

    @property
    def asking(self) -> Asking | None:
        """The most useful question; None where there is none left."""
        return next(iter(self._to_ask), None)

    @property
    def to_go(self) -> int:
        """How many questions are left, as it looks now: an answer may bring more, or make some idle."""
        return len(self._to_ask)

    @property
    def elsewhere(self) -> int:
        """How many questions are left that do not concern the subject to which the interview is held."""
        return sum(not concerns for _, concerns in self._unanswered)

    @cached_property
    def about_whom(self) -> str:
        """What people call the subject to which the interview is held; "" where it is held to none."""
        row = row_at(self.run.facts, self.about)
        return "" if row is None else ReviewWords(self.playbook.program, self.run.view).subject(row).label

    @cached_property
    def changes(self) -> Comparison | None:
        """What the last step changed; None before the first."""
        return None if self.before is None else compare_advice(self.before.advice, self.advice)

    def answered(self, text: str) -> "Interview | Mismatch":
        """The interview after an answer to what it is asking, or why that is none."""
        asking = self._asked()
        try:
            if asking.options or asking.names:
                told = read_intake_answer(text, asking, self.run.facts)
                if isinstance(told, Mismatch):
                    return told
                return self._next(told.answer, told.changes, told.chosen)
            answer = read_answer(text, asking.form, self.advice.day)
            if isinstance(answer, Mismatch):
                return answer
            if answer.text is None:
                return self._next(answer)
            return self._next(answer, _change(asking.path, Scalar(answer.text, answer.is_text, _PLACE)))
        except StateError as error:
            first = error.diagnostics[0]
            return Mismatch(f"something else: {first.message}", first.hint)

    def put_off(self) -> "Interview":
        """The interview after "I do not know"."""
        return self._next(NOT_KNOWN)

    def with_facts(self, changes: Mapping) -> "Interview":
        """The interview after facts that it did not ask for.  Raises StateError."""
        return self._next(None, changes)

    def with_answer(self, value: Scalar) -> "Interview":
        """The interview after an answer as it stands in a file.  Raises StateError."""
        asking = self._asked()
        answer = read_answer(value.text, asking.form, self.advice.day)
        spoken = value.text if isinstance(answer, Mismatch) else answer.spoken
        return self._next(Answer(value.text, spoken, value.quoted), _change(asking.path, value))

    def _next(
        self, answer: Answer | None, changes: Mapping = _NOTHING, chosen: tuple[TriageOption, ...] = ()
    ) -> "Interview":
        return Interview(
            self.playbook,
            self.playbook.changed(self.state, changes) if changes.entries else self.state,
            self.as_of,
            about=self.about,
            asks=self.asks,
            before=self,
            given=self.given if answer is None else (*self.given, Given(self._asked(), answer, chosen)),
            entries=changes,
            reviewed=None if changes.entries else (self.run, self.advice),
        )

    def _asked(self) -> Asking:
        asking = self.asking
        if asking is None:
            raise ValueError("there is nothing to answer")
        return asking

    @property
    def _to_ask(self) -> list[Asking]:
        return [asking for asking, concerns in self._unanswered if concerns]

    @cached_property
    def _unanswered(self) -> list[tuple[Asking, bool]]:
        """The questions that are left, and whether each concerns the subject."""
        done = {given.asking.path for given in self.given}
        begun = [asking for asking in self._intake if asking.path not in done]
        done |= {asking.path for asking in begun}
        questions = () if self.asks is Asks.INTAKE else self.advice.questions
        left = (question for question in questions if question.path not in done)
        of_advice = [(self._put(question), self._concerns(question)) for question in left]
        return [*((asking, self._concerns(asking.question)) for asking in begun), *of_advice]

    @property
    def _intake(self) -> list[Asking]:
        """What people begin to tell with: the details of what was told come before further triage."""
        if self.asks is Asks.ADVICE:
            return []
        intake = IntakeQuestions(self.playbook.program, self.run, self.state)
        row = row_at(self.run.facts, self.about) if self.asks is Asks.INTAKE else None
        chosen = {given.asking.path: given.chosen for given in self.given if given.chosen}
        first, ending = (intake.first(row), intake.ending(row)) if row is not None else ((), ())
        asked = [*first, *intake.details(chosen), *intake.due(), *ending]
        return list({asking.path: asking for asking in asked}.values())

    def _concerns(self, question: Question) -> bool:
        """Whether a question is about the subject that the interview is held to, or decides over it."""
        decided = (
            self._path(prospect.subject)
            for prospect in (*question.brings, *question.forbids, *question.moves)
        )
        return not self.about or question.path.startswith(f"{self.about}.") or self.about in decided

    def _path(self, subject: Subject) -> str:
        entity = self.run.facts.schema.vocabulary.entities[subject.entity]
        section = entity.section
        if entity.belongs_to and not entity.key and "." in subject.id:
            return subject.id  # named by its path
        return section if subject.is_single else f"{section}.{subject.id}"

    def _put(self, question: Question) -> Asking:
        """A question with the form of its answer."""
        stem, _, name = question.path.rpartition(".")
        row = row_at(self.run.facts, stem)
        assert row is not None  # it was asked of a row of these facts
        return Asking(question, form_of(row, name, self.run.facts, self.state))


def _change(path: str, value: Node) -> Mapping:
    return Mapping((changed(path, value, _PLACE),), _PLACE)
