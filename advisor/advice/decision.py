"""What is recommended in the end: an all-clear stands only where nothing else does, and nothing is open."""

from dataclasses import replace
from functools import cached_property

from advisor.advice.deliberate import Deliberation, Suppressed, deliberate
from advisor.advice.history import Hold
from advisor.advice.items import name_of
from advisor.advice.model import SetAsideReason
from advisor.advice.questions import MissingFact, missing_facts_of
from advisor.engine.run import Program, Run

_OTHER_ADVICE = "Other advice comes first."
_OPEN_QUESTIONS = "Questions are open, and their answers may change what there is to do."


class Decision:
    """The deliberation of one run, and what is missing for it to be sure."""

    def __init__(self, program: Program, run: Run) -> None:
        self.program, self.run = program, run
        self._before_questions = _beside_other_advice(deliberate(program, run))

    @cached_property
    def missing(self) -> list[MissingFact]:
        """The missing facts whose answers could change what is recommended, the most useful first."""
        return missing_facts_of(self.program, self.run, self._before_questions)

    @property
    def hangs_on_questions(self) -> bool:
        """Whether an all-clear stands beside nothing else, so that it counts what is open."""
        return any(candidate.action.all_clear for candidate in self._before_questions.chosen)

    @cached_property
    def deliberation(self) -> Deliberation:
        """What is recommended and what is set aside, once it is known what is open."""
        before = self._before_questions
        if not self.hangs_on_questions:
            return before
        missing = (f"{one.row.path}.{one.name}" for one in self.missing)
        by = next(missing, "") or self._untold
        return (
            _without_all_clear(before, Hold(SetAsideReason.OPEN_QUESTIONS, by, _OPEN_QUESTIONS))
            if by
            else before
        )

    @property
    def _untold(self) -> str:
        """The path of a triage that is due in a state that an import has made; "" where none is.

        What was imported tells of work and money, and of no trouble.
        """
        from advisor.advice.triage_days import is_due

        facts = self.run.facts
        for entity in facts.schema.sections.values() if facts.sources is not None else ():
            triage = entity.intake.triage if entity.intake else None
            for row in facts.rows[entity.name] if triage else ():
                if triage and is_due(triage, self.program, self.run, row):
                    return f"{row.path}.{triage.recorded_in}"
        return ""


def _beside_other_advice(deliberation: Deliberation) -> Deliberation:
    first = deliberation.something_up
    if first is None:
        return deliberation
    held = Hold(SetAsideReason.OTHER_ADVICE, name_of(first.action.id, first.row), _OTHER_ADVICE)
    return _without_all_clear(deliberation, held)


def _without_all_clear(deliberation: Deliberation, held: Hold) -> Deliberation:
    aside = [Suppressed(one, held.reason, held=held) for one in deliberation.chosen if one.action.all_clear]
    if not aside:
        return deliberation
    suppressed = sorted([*deliberation.suppressed, *aside], key=lambda one: one.order)
    chosen = tuple(candidate for candidate in deliberation.chosen if not candidate.action.all_clear)
    return replace(deliberation, chosen=chosen, suppressed=tuple(suppressed))
