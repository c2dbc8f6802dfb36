"""Scenarios as values: a freelancer on a day, and what the advice must be.  Dates are ordinals.

What stands in a file under one name may be several of them: one for each of its rows or days.
"""

from dataclasses import field

from advisor.advice.model import SetAsideReason
from advisor.facts.state import State
from advisor.playbook.model import Priority
from advisor.source.diagnostic import Location
from advisor.source.record import record
from advisor.source.tree import Entry, Node

ANY = "*"  # in the place of an id or a number: whichever there are


@record
class ExpectedItem:
    """An action for a subject; `subject` is an id as in `advice.model.Subject`: "profile" for the profile."""

    action: str
    entity: str
    subject: str
    location: Location = field(compare=False, repr=False)

    def __str__(self) -> str:
        return self.action if self.subject == self.entity else f"{self.action}@{self.subject}"


@record
class ExpectedRecommendation:
    """An item that must be recommended, by these rules among others; None and () leave things open.

    `says` are pieces of its title, of its reasons or steps, or of its draft.
    """

    item: ExpectedItem
    rank: int | None = None
    priority: Priority | None = None
    deadline: int | None = None
    by: tuple[str, ...] = ()
    says: tuple[str, ...] = ()

    def __str__(self) -> str:
        return str(self.item)


@record
class ExpectedSetAside:
    """An item that must be set aside; None leaves reason and cause (a rule, or an event's path) open.

    `says` are pieces of its title, or of the sentence that tells why.
    """

    item: ExpectedItem
    reason: SetAsideReason | None = None
    by: str | None = None
    says: tuple[str, ...] = ()

    def __str__(self) -> str:
        return str(self.item)


@record
class ExpectedQuestion:
    """The path of a fact, such as "contracts.c-101.fault"."""

    path: str
    location: Location = field(compare=False, repr=False)

    def __str__(self) -> str:
        return self.path


@record
class ExpectedWarning:
    """A piece of what a state is warned of, such as "it ended before it started"."""

    piece: str
    location: Location = field(compare=False, repr=False)

    def __str__(self) -> str:
        return self.piece


@record
class Expectation:
    """What the advice must hold, and what the state must be warned of.

    What is not listed may be there, but for recommendations with `exact`.
    """

    location: Location = field(compare=False, repr=False)
    recommended: tuple[ExpectedRecommendation, ...] = ()
    not_recommended: tuple[ExpectedItem, ...] = ()
    set_aside: tuple[ExpectedSetAside, ...] = ()
    next_steps: tuple[ExpectedItem, ...] = ()
    asked: tuple[ExpectedQuestion, ...] = ()
    not_asked: tuple[ExpectedQuestion, ...] = ()
    warnings: tuple[ExpectedWarning, ...] = ()
    not_warned: tuple[ExpectedWarning, ...] = ()
    exact: bool = False

    @property
    def rules(self) -> frozenset[str]:
        """The rules that it names."""
        advising = (rule for item in self.recommended for rule in item.by)
        return frozenset([*advising, *(item.by for item in self.set_aside if item.by is not None)])

    @property
    def is_about_words(self) -> bool:
        """Whether it asks for something that the advice must say."""
        advised = any(item.says for item in self.recommended)
        return advised or any(item.says for item in self.set_aside)

    @property
    def is_about_questions(self) -> bool:
        """Whether it asks for a question, or for none about a fact."""
        return bool(self.asked or self.not_asked)

    @property
    def is_about_warnings(self) -> bool:
        """Whether it asks for something that the state is warned of, or not."""
        return bool(self.warnings or self.not_warned)


@record
class Origin:
    """How the state of a scenario was written: a state or the path of one, and the changes to it."""

    state: Node
    changes: tuple[Entry, ...]


@record
class Scenario:
    """One scenario, its changes applied already; `without` names rule sets and folders that it leaves out.

    `location` is that of its name; of a row without one, that of the row; of a day, that of its date.
    """

    name: str
    as_of: int
    state: State
    expect: Expectation
    location: Location = field(compare=False, repr=False)
    without: tuple[str, ...] = ()
    origin: Origin | None = field(default=None, compare=False, repr=False)


@record
class Share:
    """So many of so many."""

    covered: int
    of: int

    @property
    def percent(self) -> float:
        """In percent; 100 of nothing."""
        return 100 * self.covered / self.of if self.of else 100.0
