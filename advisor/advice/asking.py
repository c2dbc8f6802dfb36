"""A question as it is put to a person, and what was said to it."""

from advisor.advice.answers import Answer, Form
from advisor.advice.model import Question
from advisor.playbook.intake import TriageOption
from advisor.source.record import record


@record
class Asking:
    """A question as it is put, with what an answer to it looks like.

    `options` are those of a triage, or of a question that tells it closer.  `names` is the entity of which an
    answer may name a new one.
    """

    question: Question
    form: Form
    options: tuple[TriageOption, ...] = ()
    names: str = ""

    @property
    def path(self) -> str:
        """Where the answer belongs in the state; of a question that tells a triage closer, a name for it."""
        return self.question.path


@record
class Given:
    """What was said to a question; an answer without text left it open.  `chosen` are options of a triage."""

    asking: Asking
    answer: Answer
    chosen: tuple[TriageOption, ...] = ()
