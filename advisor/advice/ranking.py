"""Candidates, what ranks them, and the words for what tells two of them apart."""

from collections.abc import Callable
from dataclasses import field
from math import inf

from advisor.advice.model import AtStake, HasStake
from advisor.facts.rows import Row
from advisor.playbook.model import Action, Priority, Rule
from advisor.source.record import draft, record

CandidateKey = tuple[str, str, int]


@draft
class Candidate(HasStake):
    """An action for a subject, with the rules that speak for it and how urgent they make it.

    `deadline` is an ordinal, None where there is none; `stake` None where nothing is said to be at stake.
    `soon_until` is the last day (an ordinal) on which a deadline ranks before what is at stake.
    """

    action: Action
    row: Row
    rules: list[Rule] = field(default_factory=list)
    moved_by: list[Rule] = field(default_factory=list)
    priority: Priority = Priority.LOW
    deadline: int | None = None
    stake: AtStake | None = None
    soon_until: float = inf
    followers: list["Candidate"] = field(default_factory=list)

    @property
    def key(self) -> CandidateKey:
        """What tells it from all other candidates of a review."""
        return self.action.id, self.row.entity, self.row.index

    @property
    def group_key(self) -> CandidateKey:
        """What tells its group, for its subject, from all other groups; "" in it for none."""
        return self.action.group, self.row.entity, self.row.index

    @property
    def is_due_soon(self) -> bool:
        """Whether its deadline ranks before what is at stake; one that has passed does."""
        return self.deadline is not None and self.deadline <= self.soon_until

    @property
    def order(self) -> tuple[float | str, ...]:
        """The total order of advice: least first."""
        return tuple([criterion.value(self) for criterion in CRITERIA])


@record
class Criterion:
    """Something that candidates are ranked by, the least value first, with words about another candidate."""

    value: Callable[[Candidate], float | str]
    ahead: str
    behind: str
    lacking: Callable[[Candidate], str] = lambda _: ""  # words for one that has nothing to be ranked by
    nothing: float | None = None  # the value of such a one


CRITERIA = (
    Criterion(lambda c: c.priority.rank, "has the higher priority", "has the lower priority"),
    Criterion(
        lambda c: c.deadline if c.is_due_soon and c.deadline is not None else inf,
        "has the earlier deadline",
        "has the later deadline",
        lambda c: "has no deadline" if c.deadline is None else "has the later deadline",
        inf,
    ),
    Criterion(
        # What is not known may be much; of nothing there is nothing to lose.
        lambda c: c.stake is None or c.stake.amount == 0,
        "has something at stake",
        "has nothing at stake",
    ),
    Criterion(
        lambda c: 1 if c.points is None else -c.points,
        "has more points at stake",
        "has fewer points at stake",
        lambda _: "has no points at stake",
        1,
    ),
    Criterion(
        lambda c: 1 if c.money is None else -c.money,
        "has more money at stake",
        "has less money at stake",
        lambda _: "has no money at stake",
        1,
    ),
    Criterion(
        lambda c: inf if c.deadline is None else c.deadline,
        "has the earlier deadline",
        "has the later deadline",
        lambda _: "has no deadline",
        inf,
    ),
    Criterion(lambda c: c.action.effort.rank, "takes less effort", "takes more effort"),
    Criterion(lambda c: c.action.id, "comes first by name", "comes later by name"),
    Criterion(lambda c: c.row.index, "comes first by name", "comes later by name"),
)


def what_ranks(other: Candidate, candidate: Candidate) -> str:
    """What puts another candidate before this one, or after it, as words about the other."""
    for criterion in CRITERIA:
        value, own = criterion.value(other), criterion.value(candidate)
        if value != own:
            if value == criterion.nothing:
                return criterion.lacking(other)
            return criterion.ahead if other.order < candidate.order else criterion.behind
    raise ValueError("a candidate is not ranked against itself")
