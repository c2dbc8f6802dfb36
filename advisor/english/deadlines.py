"""The day of a deadline in words: a date, and how long after or before it."""

from dataclasses import replace

from advisor.english.comparisons import Words
from advisor.english.expressions import Described
from advisor.playbook.durations import Duration
from advisor.playbook.model import Deadline
from advisor.source.record import record


@record
class DeadlineWords:
    """How long (None: no time at all), and what follows it: "after the last activity", or the date alone."""

    span: Described | None
    date: str

    def __str__(self) -> str:
        return self.date if self.span is None else f"{self.span} {self.date}"

    @property
    def clause(self) -> str:
        """As a clause that ends with the parameter: "by 7 days after the last activity (policy wait)"."""
        if self.span is None:
            return f"by {self.date}"
        return f"by {replace(self.span, text=f'{self.span.text} {self.date}')}"


def deadline_in_english(words: Words, deadline: Deadline) -> DeadlineWords:
    """ "7 days (policy wait) after the last activity", "5 business days before the delivery date"."""
    date, span = words.noun(deadline.field), deadline.span
    if span == Duration(0):
        return DeadlineWords(None, date)
    described = Described(str(span)) if isinstance(span, Duration) else words.operand(span)
    return DeadlineWords(described, f"{'before' if deadline.is_before else 'after'} {date}")
