"""A freelancer as he was on an earlier day: for exports that were downloaded then."""

from dataclasses import replace

from tests.exports.truth import Contract, Freelancer, Milestone, Review


def as_of(truth: Freelancer, day: int) -> Freelancer:
    """The same freelancer at the end of that day, with what had happened by then."""
    contracts = tuple(_contract(contract, day) for contract in truth.contracts if contract.started <= day)
    return replace(truth, contracts=contracts)


def _contract(contract: Contract, day: int) -> Contract:
    ended = contract.ended if contract.ended is not None and contract.ended <= day else None
    status = "ACTIVE" if contract.status == "CLOSED" and ended is None else contract.status
    return replace(
        contract,
        status=status,
        ended=ended,
        work=tuple(entry for entry in contract.work if entry.day <= day),
        payments=tuple(payment for payment in contract.payments if payment.day <= day),
        refunds=tuple(refund for refund in contract.refunds if refund.day <= day),
        milestones=tuple(milestone for milestone in contract.milestones if _stood(milestone, day)),
        received=_review(contract.received, day),
        given=_review(contract.given, day),
        escrow_refund=contract.escrow_refund if contract.updated <= day else "",
        updated=min(contract.updated, day),
    )


def _stood(milestone: Milestone, day: int) -> bool:
    """Whether it was paid, or submitted, by then; one that is only set may have stood."""
    return milestone.submitted is None or milestone.submitted <= day


def _review(review: Review | None, day: int) -> Review | None:
    return review if review is not None and review.day <= day else None
