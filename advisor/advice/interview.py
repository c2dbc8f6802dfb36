"""An interview: one question after the other, the most useful first, each answer a fact of the state.

Values in, values out: every step is an interview of its own, and the one before it stays as it was.  It
always ends: a question that was answered, or put off, is not asked again.
"""

from datetime import date
from functools import cached_property

from advisor.advice.answers import NOT_KNOWN, Answer, Form, read_answer
from advisor.advice.api import Playbook
from advisor.advice.compare import Comparison, compare_advice
from advisor.advice.model import Advice, Question, Subject
from advisor.advice.names import ReviewWords
from advisor.engine.run import Run
from advisor.facts.rows import row_at
from advisor.facts.state import State
from advisor.playbook.types import FieldType, Mismatch
from advisor.source.diagnostic import Location
from advisor.source.errors import StateError
from advisor.source.record import record
from advisor.source.tree import Entry, Mapping, Node, Scalar, Sequence

ANSWER = "<answer>"  # what diagnostics call an answer
_PLACE = Location(ANSWER, 1, 1)
_NOTHING = Mapping((), _PLACE)


@record
class Asking:
    """A question as it is put, with what an answer to it looks like."""

    question: Question
    form: Form

    @property
    def path(self) -> str:
        """Where the answer belongs in the state."""
        return self.question.path


@record
class Given:
    """What was said to a question; an answer without text left it open."""

    asking: Asking
    answer: Answer


class Interview:
    """A state under review, with what was answered so far.

    `about` is the path of the subject to which the questions are held; `entries` is what the last step wrote.
    """

    def __init__(
        self,
        playbook: Playbook,
        state: State,
        as_of: date | None = None,
        *,
        about: str = "",
        before: "Interview | None" = None,
        given: tuple[Given, ...] = (),
        entries: Mapping = _NOTHING,
        reviewed: tuple[Run, Advice] | None = None,
    ) -> None:
        """Raises StateError with every problem in the state; `reviewed` is what follows from it, if known."""
        self.playbook, self.state, self.about = playbook, state, about
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
        return Interview(self.playbook, self.state, self.as_of, about=about)

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
        answer = read_answer(text, asking.form, self.advice.day)
        if isinstance(answer, Mismatch):
            return answer
        if answer.text is None:
            return self._next(answer)
        try:
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

    def _next(self, answer: Answer | None, changes: Mapping = _NOTHING) -> "Interview":
        return Interview(
            self.playbook,
            self.playbook.changed(self.state, changes) if changes.entries else self.state,
            self.as_of,
            about=self.about,
            before=self,
            given=self.given if answer is None else (*self.given, Given(self._asked(), answer)),
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
        left = (question for question in self.advice.questions if question.path not in done)
        return [(self._put(question), self._concerns(question)) for question in left]

    def _concerns(self, question: Question) -> bool:
        """Whether a question is about the subject that the interview is held to, or decides over it."""
        decided = (
            self._path(prospect.subject)
            for prospect in (*question.brings, *question.forbids, *question.moves)
        )
        return not self.about or question.path.startswith(f"{self.about}.") or self.about in decided

    def _path(self, subject: Subject) -> str:
        section = self.run.facts.schema.vocabulary.entities[subject.entity].section
        return section if subject.is_single else f"{section}.{subject.id}"

    def _put(self, question: Question) -> Asking:
        """A question with the form of its answer."""
        stem, _, name = question.path.rpartition(".")
        row = row_at(self.run.facts, stem)
        assert row is not None  # it was asked of a row of these facts
        entity = self.run.facts.schema.vocabulary.entities[row.entity]
        field = entity.fields.get(name)
        if field is None:
            form = self._link_form(entity.links[name])
        elif field.kind is FieldType.ACTION:
            form = Form(field.kind, tuple(sorted(self.playbook.content.actions)))
        else:
            units = self.playbook.content.words.units
            form = Form(field.kind, field.choices, is_id=name == entity.key, is_past=field.past, units=units)
        return Asking(question, form)

    def _link_form(self, target: str) -> Form:
        """An id: of those that are listed, or any where there is no list."""
        section = self.run.facts.schema.vocabulary.entities[target].section
        rows = self.run.facts.rows[target]
        if isinstance(self.state.tree.get(section), Sequence) and rows:
            has_name = "name" in self.run.facts.schema.layouts[target].slots
            names = [self.run.facts.value(row, "name") if has_name else None for row in rows]
            labels = tuple(name if isinstance(name, str) else "" for name in names)
            return Form(FieldType.CHOICE, tuple(row.id for row in rows), labels)
        return Form(FieldType.TEXT, is_id=True)


def _change(path: str, value: Node) -> Mapping:
    return Mapping((Entry(Scalar(path, False, _PLACE), value),), _PLACE)
