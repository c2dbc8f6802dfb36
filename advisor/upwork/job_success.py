"""What one bad review would cost the Job Success Score: an estimate, as the real formula is not public."""

from typing import TYPE_CHECKING

from advisor.playbook.extensions import RegisteredFunction
from advisor.playbook.types import FieldType

if TYPE_CHECKING:
    from advisor.facts.rows import Facts, Row


_LIGHT, _MIDDLE, _HEAVY = 4, 5, 6  # weights 1, 1.25 and 1.5 in quarters
_MIDDLE_FROM, _HEAVY_FROM = 250_00, 1_000_00


def job_success_drop(facts: "Facts", contract: "Row") -> int | None:
    """What one bad review of this contract would cost the score, in hundredths of a point.

    An estimate: p - 100 * good / (all + this one), in weights as the platform publishes them by earnings
    (up to $250: 1, up to $1,000: 1.25, above: 1.5).  The platform's own outline also subtracts bad outcomes,
    so this is low.  Unknown without the number of completed jobs, or without a score unless the freelancer is
    new; and where the review has been given already, nothing is at stake any more.
    """
    profile = facts.rows["profile"][0]
    jobs = facts.value(profile, "completed_jobs")
    if not isinstance(jobs, int) or facts.value(contract, "feedback_received") is not None:
        return None
    score = facts.value(profile, "job_success")
    if score is None and jobs <= int(facts.policy["new_jobs"]):
        score = 100_00
    if score is None:
        return None
    listed, total = facts.once("weight of ended contracts", _weight_of_ended)
    # All jobs weigh total * jobs / listed; both sides are taken times listed, to stay with whole numbers.
    this = weight(_earned(facts, contract)) * listed
    whole = total * jobs + this
    return (2 * int(score) * this + whole) // (2 * whole)


def weight(earned: int | None) -> int:
    """The weight of a contract by its earnings in cents, in quarters; an unknown one weighs 1."""
    if earned is None or earned <= _MIDDLE_FROM:
        return _LIGHT
    return _MIDDLE if earned <= _HEAVY_FROM else _HEAVY


def _weight_of_ended(facts: "Facts") -> tuple[int, int]:
    ended = (row for row in facts.rows["contract"] if facts.value(row, "status") == "ended")
    earned = (_earned(facts, row) for row in ended)
    weights = [weight(amount) for amount in earned if amount is not None]
    return (len(weights), sum(weights)) if weights else (1, _LIGHT)


def _earned(facts: "Facts", contract: "Row") -> int | None:
    earned = facts.value(contract, "earned")
    return earned if isinstance(earned, int) else None


FUNCTION = RegisteredFunction(
    "contract",
    FieldType.POINTS,
    reads=("profile.completed_jobs", "profile.job_success"),
    needs={
        "profile.completed_jobs": FieldType.COUNT,
        "profile.job_success": FieldType.PERCENT,
        "policy.new_jobs": FieldType.COUNT,
        "earned": FieldType.MONEY,
        "feedback_received": FieldType.RATING,
        "status": FieldType.CHOICE,
    },
    value=job_success_drop,
)
