"""A freelancer as the platform knows him: what exports are written from, and what importing them must give.

Days are ordinals, money is in cents, hours and stars are in hundredths.  What one export tells of it is in
`expected`; the files are written by `weekly_csv`, `transaction_csv`, `api_json` and `history_json`.
"""

from advisor.source.record import record

HOURLY, FIXED, BONUS = "hourly", "fixed", "bonus"


@record
class Client:
    """A client company: the platform's number of it, and its name."""

    id: str
    name: str


@record
class Work:
    """Hours worked on one day, and what they cost the client."""

    day: int
    hours: int
    cents: int


@record
class Payment:
    """What the client paid, before the platform's fee.  `kind` is HOURLY, FIXED or BONUS.

    `since` and `until` are the first and last day of the week that an hourly payment is for, else the day.
    """

    day: int
    kind: str
    cents: int
    since: int
    until: int


@record
class Refund:
    """What went back to the client."""

    day: int
    cents: int


@record
class Milestone:
    """A milestone: `state` as the platform calls it, what lies in escrow for it and what was paid of it."""

    id: str
    what: str
    state: str
    escrow: int
    paid: int
    due: int | None
    submitted: int | None


@record
class Review:
    """Feedback of one side."""

    stars: int
    comment: str
    day: int


@record
class Contract:
    """A contract; `status` is ACTIVE, PAUSED or CLOSED, `escrow_refund` what the platform says of a client's
    wish to have escrow back ("" where there is none), `updated` the day on which the offer last changed."""

    id: str
    title: str
    client: Client
    hourly: bool
    status: str
    started: int
    ended: int | None = None
    work: tuple[Work, ...] = ()
    payments: tuple[Payment, ...] = ()
    refunds: tuple[Refund, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    received: Review | None = None
    given: Review | None = None
    escrow_refund: str = ""
    updated: int = 0

    @property
    def charged(self) -> int:
        """All that was ever charged to the client: hours, milestones and bonuses."""
        other = (payment.cents for payment in self.payments if payment.kind != HOURLY)
        return sum(entry.cents for entry in self.work) + sum(other)

    @property
    def returned(self) -> int:
        """All that ever went back."""
        return sum(refund.cents for refund in self.refunds)

    @property
    def escrow(self) -> int:
        """What lies in escrow over all milestones."""
        return sum(milestone.escrow for milestone in self.milestones)


@record
class Freelancer:
    """The whole truth.  `score` is the Job Success Score; None for a newcomer."""

    name: str
    score: int | None
    jobs: int
    top_rated: bool
    top_rated_plus: bool
    vetted: bool
    contracts: tuple[Contract, ...]

    @property
    def days(self) -> tuple[int, int]:
        """The first and the last day on which anything happened, the first contract's start at least."""
        days = [contract.started for contract in self.contracts]
        for contract in self.contracts:
            days += [entry.day for entry in contract.work] + [payment.day for payment in contract.payments]
            days += [refund.day for refund in contract.refunds]
        return min(days), max(days)
