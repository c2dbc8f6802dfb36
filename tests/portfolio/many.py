"""Some freelancers who live by the playbook of tests/advice/months, and their portfolio."""

import datetime
import json
from collections.abc import Mapping
from pathlib import Path

from advisor.portfolio.model import Portfolio
from advisor.portfolio.review import review
from advisor.portfolio.sources import people_in
from tests.advice.monthly import months

DAY = datetime.date(2026, 11, 21)
Values = Mapping[str, object]


def state(**contract: object) -> dict[str, object]:
    """A state of one contract, Menu."""
    return {"contracts": [{"id": "a", "title": "Menu", **contract}]}


LATE = state(due="2026-11-20")  # critical, no deadline
ENDED = state(ended="2026-11-18")  # medium, by 25 November
QUIET = state(moved="2026-11-01")  # low, no deadline
CALM = state(calm=True)  # nothing to do


def lines(folder: Path, *states: Values, name: str = "all.jsonl") -> str:
    """A file with a state in each line; its path."""
    path = folder / name
    path.write_text("".join(json.dumps(one) + "\n" for one in states), encoding="utf-8")
    return str(path)


def people(folder: Path) -> str:
    """A file with four freelancers: ann is late, ben has ended, cid is quiet, dan has nothing to do."""
    named = {"ann": LATE, "ben": ENDED, "cid": QUIET, "dan": CALM}
    return lines(folder, *({"freelancer": name, **values} for name, values in named.items()))


def portfolio_of(source: str, day: datetime.date | None = DAY, jobs: int = 1) -> Portfolio:
    """What becomes of all freelancers of a source."""
    return review(months(), people_in(source), day, jobs, lambda steps: None)


def told(portfolio: Portfolio) -> list[tuple[object, ...]]:
    """Person, action, priority, days left and change of each item."""
    return [
        (item.person, item.what.action, item.what.priority.value, item.days_left, item.change)
        for item in portfolio.items
    ]
