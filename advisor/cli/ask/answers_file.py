"""An interview with a file of answers: each is taken when its question comes up, the others after that."""

import sys
from collections.abc import Iterable

from advisor.advice.interview import Interview
from advisor.cli.ask.answer_store import AnswerStore
from advisor.cli.shared.streams import style_of, write_error
from advisor.facts.override import read_overlay
from advisor.facts.state_warnings import state_warnings
from advisor.reports.interview import closing_text, noted_text, opening_text, question_text, unasked_text
from advisor.source.diagnostic import Diagnostic, Severity
from advisor.source.errors import StateError
from advisor.source.tree import Entry, Mapping, Scalar, is_null

_DAY = "as_of"


def answered_by_file(
    interview: Interview, store: AnswerStore, path: str, *, who: str, most: int | None
) -> Interview:
    """The interview with the answers of a file; a null is no answer.

    What no question asks for is a fact all the same.  Raises StateError with every problem of the file
    before anything is kept.
    """
    answers = read_overlay(path)
    _check(interview, answers)
    style = style_of(sys.stderr)
    kept = "" if store.edit is not None else store.announced
    write_error(opening_text(interview, style, who=who, kept=kept, typed=False))
    by_path = {entry.key.text: entry for entry in answers.entries if not is_null(entry.value)}
    taken: list[Entry] = []
    while (asking := interview.asking) is not None and (most is None or len(interview.given) < most):
        entry = by_path.pop(asking.path, None)
        if entry is None or not isinstance(entry.value, Scalar):
            interview = interview.put_off()
            continue
        write_error(question_text(interview, style, brief=True))
        interview = interview.with_answer(entry.value)
        assert interview.changes is not None
        write_error(noted_text(interview.given[-1], interview.changes, style))
        taken.append(entry)
    interview, more = _rest(interview, by_path.values())
    store.keep(Mapping((*taken, *more), answers.location))
    known = len(by_path) - len(more)
    write_error(unasked_text([entry.key.text for entry in more], interview.changes, style, known=known))
    write_error(closing_text(interview, style, kept=store.outcome, most=most))
    return interview


def _check(interview: Interview, answers: Mapping) -> None:
    """All that is wrong with the answers, whether or not they are asked for."""
    for entry in answers.entries:
        if entry.key.text == _DAY:
            message, hint = '"as_of" is the day of the review, not an answer', "give it with --as-of"
            raise StateError([Diagnostic("bad-path", entry.key.location, message, hint)])
    problems = state_warnings(interview.with_facts(answers).run.facts, Severity.ERROR)
    wrong = [problem for problem in problems if problem.location.file == answers.location.file]
    if wrong:
        raise StateError(wrong)


def _rest(interview: Interview, entries: Iterable[Entry]) -> tuple[Interview, list[Entry]]:
    """The interview with the facts that it did not ask for, and those of them that are news."""
    news = []
    for entry in entries:
        one = Mapping((entry,), entry.key.location)
        if interview.playbook.changed(interview.state, one).tree != interview.state.tree:
            news.append(entry)
    return (interview.with_facts(Mapping(tuple(news), news[0].key.location)) if news else interview), news
