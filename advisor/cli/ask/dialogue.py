"""An interview with a person at a terminal, or with lines of standard input."""

import sys

from advisor.advice.answers import Form
from advisor.advice.interview import Interview
from advisor.cli.ask.answer_store import AnswerStore
from advisor.cli.shared.streams import style_of, write_error
from advisor.cli.shared.typed_lines import TypedLines
from advisor.facts.typed.words import is_not_known
from advisor.playbook.types import Mismatch
from advisor.reports.interview import (
    closing_text,
    help_text,
    noted_text,
    opening_text,
    question_text,
    refused_text,
    taken_back_text,
)
from advisor.source.diagnostic import Diagnostic
from advisor.source.errors import StateError

_HELP = frozenset({"?", "help"})
_BACK = frozenset({"back", "undo"})
_STOP = frozenset({"stop", "quit", "exit"})


class Dialogue:
    """One conversation.  Without a terminal, what is no answer is an error and not asked again."""

    def __init__(self, interview: Interview, store: AnswerStore, most: int | None) -> None:
        self.interview, self.store, self.most = interview, store, most
        self.style = style_of(sys.stderr)
        self.lines = TypedLines()

    def hold(self, who: str) -> Interview:
        """Ask until nothing is left, or somebody says stop.  Raises StateError for a wrong line in a pipe."""
        write_error(opening_text(self.interview, self.style, who=who, kept=self.store.announced))
        goes_on = True
        while goes_on and self.interview.asking and self.most != len(self.interview.given):
            write_error(question_text(self.interview, self.style))
            goes_on = self._answer()
        write_error(closing_text(self.interview, self.style, kept=self.store.outcome, most=self.most))
        return self.interview

    def _answer(self) -> bool:
        """Read until the question is answered, put off or taken back; False where the interview ends."""
        asking = self.interview.asking
        while asking is not None:
            line = self.lines.read()
            word = _command(line, asking.form)
            if line is None or word in _STOP:
                return False
            if word in _HELP:
                write_error(help_text(asking, self.style))
            elif word in _BACK:
                if self._take_back():
                    return True
            else:
                is_open = word is not None and is_not_known(word)
                after = self.interview.put_off() if is_open else self.interview.answered(line)
                if isinstance(after, Interview):
                    self._note(after)
                    return True
                self._refuse(line, asking.form, after)
        return True

    def _note(self, after: Interview) -> None:
        given, changes = after.given[-1], after.changes
        assert changes is not None
        self.store.keep(after.entries)
        self.interview = after
        write_error(noted_text(given, changes, self.style))

    def _take_back(self) -> bool:
        before = self.interview.before
        if before is None:
            write_error("  There is no answer to go back to.\n")
            return False
        if self.interview.entries.entries:
            self.store.take_back()
        write_error(taken_back_text(self.interview.given[-1], self.style))
        self.interview = before
        return True

    def _refuse(self, line: str, form: Form, mismatch: Mismatch) -> None:
        if self.lines.is_typed:
            write_error(refused_text(form, mismatch, self.style))
            return
        message = f'"{line}" is not an answer to this question; expected {mismatch.expected}'
        raise StateError([Diagnostic("wrong-value", self.lines.place, message, mismatch.hint)])


def _command(line: str | None, form: Form) -> str | None:
    """A line as a word that may be a command; None for a choice of the same name."""
    word = " ".join((line or "").lower().split()).rstrip(".!")
    return None if word in form.choices else word
