"""Why rows of a report cannot be those of a contract, although its client, and perhaps its title, is theirs.

A report without numbers has the rows of all contracts of one name together, those included that no other
file tells of.  What was paid before a contract began, or by the hour for a fixed price, is of another one.
"""

from collections.abc import Iterable

from advisor.facts.exports import joining_words as words
from advisor.facts.exports.groups import Group, days_of
from advisor.facts.exports.model import Kind
from advisor.playbook.quantities import iso_date

_EARLY = 7  # days before a start that an export tells
_ROUGHLY = 31  # days before a start that stands in the state, as a person may have written it from memory
_LATE = 60  # days after an end, by which bonuses and disputed payments have come
_KINDS = {"hourly": "hourly contracts", "fixed": "contracts of a fixed price"}


def too_early(rows: Group, contract: Group) -> str:
    """Why rows of a client and a title are not the contract's; "" where they may be."""
    paid = _paid(rows)
    limits = [start - _EARLY for start in contract.starts] or [start - _ROUGHLY for start in contract.written]
    if not paid or not limits or paid[0] >= min(limits):
        return ""
    began, start = iso_date(paid[0]), iso_date(min(contract.starts or contract.written))
    name = contract.id or (contract.listed.id if contract.listed else "") or "the contract of that title"
    told = f"Payments of {words.titled(rows)} began on {began}, but {name} started on {start}"
    return f"{told}: some are of an earlier contract, and no file tells which."


def misfit(rows: Group, contract: Group) -> str:
    """Why rows without a title are not those of the only contract of their client; "" where they may be."""
    own, known = _kinds(rows), _kinds(contract)
    name = f"The file names no contract, and the only one that is known is {words.exactly(contract)}"
    if len(own) > 1:
        return f"{name}, but the rows are of hourly contracts and of contracts of a fixed price."
    if len(known) == 1 and own - known:
        return f"{name}, which is {_an(known)}, but the rows are of {_KINDS[min(own)]}."
    if too_early(rows, contract):
        start = min(contract.starts or contract.written)
        return (
            f"{name}, which started on {iso_date(start)}, but payments began on {iso_date(_paid(rows)[0])}."
        )
    ends, paid = _ends(contract), _paid(rows)
    if ends and paid and paid[-1] > max(ends) + _LATE:
        return (
            f"{name}, which ended on {iso_date(max(ends))}, but the last payment was on {iso_date(paid[-1])}."
        )
    return ""


def _an(kinds: Iterable[str]) -> str:
    return "an hourly contract" if "hourly" in kinds else "one of a fixed price"


def _paid(group: Group) -> list[int]:
    """The days of payments in reports, in order."""
    reports = (each.contract for each in group.members if each.kind is Kind.TRANSACTIONS)
    return sorted({money.day for contract in reports for money in contract.days if money.earned})


def _kinds(group: Group) -> set[str]:
    told = {fact.value for each in group.members for fact in each.contract.facts if fact.field == "kind"}
    return {kind for kind in (*told, group.listed.kind if group.listed else "") if kind in _KINDS}


def _ends(group: Group) -> list[int]:
    told = [fact.value for each in group.members for fact in each.contract.facts if fact.field == "ended"]
    return list(days_of((*told, group.listed.ended if group.listed else "")))
