"""Random freelancers, with the names and titles that a hostile or careless client gives."""

from typing import Any

from hypothesis import strategies as st

from tests.exports.truth import (
    BONUS,
    FIXED,
    HOURLY,
    Client,
    Contract,
    Freelancer,
    Milestone,
    Payment,
    Refund,
    Review,
    Work,
)

TODAY = 739_942  # 2026-11-22, a Sunday

TITLES = (
    "Logo design",
    'Write, edit and proofread "The Book"',
    "Two lines:\nthe second",
    '=HYPERLINK("http://example.com/","free money")',
    "+1 call",
    "-5 % off everything",
    "@SUM(A1:A9)",
    "Übersetzung – 日本語 🎈",
    "Fix the bug (2019)",
    "two  blanks; a semicolon",
    "tab\there",
    "'single'",
    "# comment: yes",
    "null",
    "12",
    "{title} {client.name}",
    "\x1b[31mred\x1b[0m",
    "ترجمة إلى العربية",
    "Invoice for Service Fee",
    "Earnings for Aug 31-Sep 6, 2026",
    "50 Connects",
    "on",
    "Hours (35)",
    "…",
)
CLIENTS = (
    "ACME Tools",
    'Smith, Jones & "Co"',
    "=cmd|' /C calc'!A0",
    "Łódź Ünïcode GmbH",
    "O'Neil",
    "true",
    "- list",
    "<script>alert(1)</script>",
    "{client.name}",
    "株式会社",
    "\u202eevil",
    "2026-11-21",
)
COMMENTS = ("", "Great work!", 'He said "done", and was', "Line one\nline two", "=1+1", "ü 🎈")
REFUND_STATES = ("", "", "", "Open", "Disputed", "Accepted", "Expired")


class Dice:
    """Draws, in short."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw

    def number(self, low: int, high: int) -> int:
        return int(self.draw(st.integers(low, high)))

    def numbers(self, low: int, high: int, most: int) -> list[int]:
        return list(self.draw(st.lists(st.integers(low, high), max_size=most)))

    def some(self) -> bool:
        return bool(self.draw(st.booleans()))

    def one(self, choices: tuple[str, ...]) -> str:
        return str(self.draw(st.sampled_from(choices)))

    def distinct(self, choices: tuple[str, ...], least: int, most: int) -> list[str]:
        return list(self.draw(st.lists(st.sampled_from(choices), min_size=least, max_size=most, unique=True)))


@st.composite
def freelancers(draw: Any, most: int = 4, one_title_once: bool = True) -> Freelancer:
    """A freelancer with one to `most` contracts.

    `one_title_once`: no two contracts have one title; otherwise titles may stand twice, even at one client.
    """
    dice = Dice(draw)
    names = dice.distinct(CLIENTS, 1, 3)
    clients = [Client(str(881 + number), name) for number, name in enumerate(names)]
    titles = dice.distinct(TITLES, 1, most)
    if not one_title_once:
        titles += [dice.one(tuple(titles)) for _ in range(dice.number(0, 2))]
    contracts = tuple(
        _contract(dice, str(35_695_275 + number), title, clients[dice.number(0, len(clients) - 1)])
        for number, title in enumerate(titles)
    )
    score = dice.number(0, 100) if dice.some() else None
    top, plus, vetted = dice.some(), dice.some(), dice.some()
    return Freelancer("Ada Example", score, dice.number(0, 300), top, plus, vetted, contracts)


def _contract(dice: Dice, id: str, title: str, client: Client) -> Contract:
    hourly = dice.some()
    started = TODAY - dice.number(20, 500)
    status = dice.one(("ACTIVE", "PAUSED", "CLOSED"))
    ended = dice.number(started + 1, TODAY - 1) if status == "CLOSED" else None
    until = ended or TODAY - 1
    work = _work(dice, started, until) if hourly else ()
    payments = (*_weeks(work), *(() if hourly else _milestone_payments(dice, started, until)))
    payments += tuple(
        Payment(day, BONUS, dice.number(1, 30_000), day, day) for day in dice.numbers(started, until, 1)
    )
    paid = sum(payment.cents for payment in payments)
    refunds: tuple[Refund, ...] = ()
    if paid and dice.some():
        day = dice.number(min(payment.day for payment in payments), TODAY - 1)
        refunds = (Refund(day, dice.number(1, paid)),)
    milestones = () if hourly else _milestones(dice, id, payments, started, status)
    reviews = _reviews(dice, ended)
    refund_state = dice.one(REFUND_STATES) if not hourly and status != "CLOSED" else ""
    updated = dice.number(started, TODAY - 1)
    return Contract(
        id, title, client, hourly, status, started, ended, work, payments, refunds, milestones,
        *reviews, refund_state, updated,
    )  # fmt: skip


def _work(dice: Dice, started: int, until: int) -> tuple[Work, ...]:
    days = sorted(dice.numbers(started, until, 4))
    rate = dice.number(300, 20_000)
    hours = [dice.number(1, 1_200) for _ in days]
    return tuple(
        Work(day, worked, max(1, worked * rate // 100)) for day, worked in zip(days, hours, strict=True)
    )


def _weeks(work: tuple[Work, ...]) -> tuple[Payment, ...]:
    """Each week's hours are paid on the Wednesday ten days after its Sunday, if that day has come."""
    weeks: dict[int, int] = {}
    for entry in work:
        monday = entry.day - (entry.day - 1) % 7
        weeks[monday] = weeks.get(monday, 0) + entry.cents
    return tuple(
        Payment(monday + 16, HOURLY, cents, monday, monday + 6)
        for monday, cents in sorted(weeks.items())
        if monday + 16 < TODAY
    )


def _milestone_payments(dice: Dice, started: int, until: int) -> tuple[Payment, ...]:
    days = sorted(dice.numbers(started, until, 3))
    return tuple(Payment(day, FIXED, dice.number(1, 300_000), day, day) for day in days)


def _milestones(
    dice: Dice, id: str, payments: tuple[Payment, ...], started: int, status: str
) -> tuple[Milestone, ...]:
    paid = [payment for payment in payments if payment.kind == FIXED]
    made = [
        Milestone(f"{id}0{number}", f"Part {number}", "Paid", 0, payment.cents, payment.day, payment.day)
        for number, payment in enumerate(paid, 1)
    ]
    if status != "CLOSED" and dice.some():
        state = dice.one(("NotFunded", "Active", "Submitted"))
        escrow = 0 if state == "NotFunded" else dice.number(1, 90_000)
        submitted = dice.number(started, TODAY - 1) if state == "Submitted" else None
        due = dice.number(started, TODAY + 60) if dice.some() else None
        made.append(Milestone(f"{id}99", "The next, and last", state, escrow, 0, due, submitted))
    return tuple(made)


def _reviews(dice: Dice, ended: int | None) -> tuple[Review | None, Review | None]:
    if ended is None:
        return None, None
    days = [min(ended + dice.number(0, 14), TODAY - 1) for _ in range(2)]
    stars = [5 * dice.number(20, 100), 5 * dice.number(20, 100)]
    reviews = [Review(score, dice.one(COMMENTS), day) for score, day in zip(stars, days, strict=True)]
    return reviews[0] if dice.some() else None, reviews[1] if dice.some() else None
