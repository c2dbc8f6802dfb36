"""Single claims with everything about them: every carrier and every scenario, each with its place."""

from collections.abc import Sequence

from advisor.playbook.carriers import CarrierKind
from advisor.playbook.model import Claim
from advisor.reports.claims import ClaimReport, carrier_words
from advisor.reports.look import Look
from advisor.reports.page import Page
from advisor.reports.wording import count
from advisor.source.location import Location

_INDENT = 2


def claims_in_full(report: ClaimReport, claims: Sequence[Claim], look: Look) -> str:
    """The claims one after the other."""
    page = Page(look)
    for claim in claims:
        page.blank()
        _claim(page, report, claim)
    return str(page)


def _claim(page: Page, report: ClaimReport, claim: Claim) -> None:
    look = page.look
    document = report.playbook.documents[claim.document]
    page.add(look.clean(f"{claim.id}{look.dot}{claim.kind}"), style="bold")
    remarks = [f"{document.title} ({document.id})", claim.section]
    remarks += [f"{key}: {value}" for key, value in (("date", claim.date), ("sure", claim.sure)) if value]
    page.remarks([look.clean(remark) for remark in remarks], 0, style="dim")
    page.add(_place(page, claim.location), style="dim")
    page.blank()
    page.add(look.clean(claim.says), _INDENT)
    page.blank()
    _carriers(page, report, claim)
    if report.examples is not None and report.carriers[claim.id]:
        examples = report.examples[claim.id]
        page.blank()
        page.add(f"Shown by {count(len(examples), 'scenario') if examples else 'no scenario'}", style="cyan")
        for example in examples:
            _listed(page, look.clean(example.name), example.location)


def _carriers(page: Page, report: ClaimReport, claim: Claim) -> None:
    look, carriers = page.look, report.carriers[claim.id]
    if claim.not_carried:
        page.add("Not carried", style="cyan")
        page.add(look.clean(claim.not_carried), _INDENT, mark=look.bullet)
        return
    if not carriers:
        page.add("Carried by nothing", style="red")
    elif report.is_carried(claim):
        page.add("Carried by", style="cyan")
    else:
        page.add(look.clean(f"Carried by too little for a {claim.kind}"), style="red")
    for carrier in carriers:
        words = carrier_words(carrier)
        words = f"rule {words}" if carrier.kind is CarrierKind.RULE else words
        _listed(page, look.clean(words), carrier.location)


def _listed(page: Page, text: str, location: Location) -> None:
    page.add(text, _INDENT, mark=page.look.bullet)
    page.add(_place(page, location), _INDENT + 2, style="dim")


def _place(page: Page, location: Location) -> str:
    return page.look.clean(f"{location.file}:{location.line}")
