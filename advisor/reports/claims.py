"""What is told about claims, and the words for it that every form of the report shares."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import field

from advisor.playbook.carriers import Carrier, CarrierKind, suffices
from advisor.playbook.model import Claim, Document, RuleBase
from advisor.reports.wording import count
from advisor.source.location import Location
from advisor.source.record import record


@record
class Example:
    """A scenario that shows a claim; `rules` are those that it names in what it expects."""

    name: str
    location: Location = field(compare=False, repr=False)
    rules: frozenset[str] = frozenset()


class ClaimReport:
    """A playbook with the carriers of its claims, and the examples of each; None where nobody looked."""

    def __init__(
        self,
        playbook: RuleBase,
        carriers: Mapping[str, tuple[Carrier, ...]],
        examples: Mapping[str, tuple[Example, ...]] | None,
    ) -> None:
        self.playbook = playbook
        self.carriers = carriers
        self.examples = examples
        self._claims_of = Counter(each.location for found in (examples or {}).values() for each in found)

    def is_carried(self, claim: Claim) -> bool:
        """Whether something carries the claim as its kind asks for."""
        return suffices(claim, self.carriers[claim.id])

    def particular(self, claim: Claim) -> list[Example]:
        """The examples of a claim: first those that expect a rule that carries it."""
        found = (self.examples or {}).get(claim.id, ())
        rules = {carrier.name for carrier in self.carriers[claim.id] if carrier.kind is CarrierKind.RULE}
        return sorted(found, key=lambda each: (rules.isdisjoint(each.rules), self._claims_of[each.location]))

    def is_shown(self, claim: Claim) -> bool:
        """Whether a scenario shows the claim."""
        return bool(self.examples and self.examples[claim.id])


def by_section(playbook: RuleBase) -> Iterator[tuple[Document, Mapping[str, list[Claim]]]]:
    """Each document that has claims, with the claims of each of its sections; all in the order written."""
    for document in playbook.documents.values():
        sections: dict[str, list[Claim]] = {}
        for claim in playbook.claims.values():
            if claim.document == document.id:
                sections.setdefault(claim.section, []).append(claim)
        if sections:
            yield document, sections


def carrier_words(carrier: Carrier) -> str:
    """A carrier in a list: a rule by its id, all else with its kind before it."""
    if carrier.kind is CarrierKind.RULE:
        return carrier.name
    if carrier.kind is CarrierKind.PARAMETER:
        return f"policy {carrier.name}"
    between = " " if carrier.kind is CarrierKind.COMPUTED else " of "
    return f"{carrier.kind}{between}{carrier.name}"


def summary(report: ClaimReport) -> str:
    """One line that counts all claims of the playbook."""
    claims = report.playbook.claims.values()
    carried = sum(report.is_carried(claim) for claim in claims)
    on_purpose = sum(bool(claim.not_carried) for claim in claims)
    told = f"{count(len(claims), 'claim')}: {carried:,} carried, {on_purpose:,} not carried on purpose, "
    told += f"{len(claims) - carried - on_purpose:,} without a carrier"
    if report.examples is not None:
        told += f"; {sum(report.is_shown(claim) for claim in claims):,} shown by scenarios"
    return told
