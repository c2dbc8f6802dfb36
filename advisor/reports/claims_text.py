"""The claims of a playbook as a page to read: what each says, what carries it, and where that shows."""

from collections.abc import Sequence

from advisor.playbook.model import Claim, Document
from advisor.reports.claims import ClaimReport, Example, by_section, carrier_words, summary
from advisor.reports.look import Look
from advisor.reports.page import Page
from advisor.reports.table import GAP, Cell, row
from advisor.reports.wording import count
from advisor.reports.wrapping import cells

_INDENT = 2
_KIND = len("threshold")
_NARROWEST = 36  # cells for what a claim says; with fewer, its id and kind stand above it


def claims_text(report: ClaimReport, look: Look) -> str:
    """All claims by document and section, and a line that counts them."""
    page = Page(look)
    widest = max((cells(look.clean(name)) for name in report.playbook.claims), default=0)
    for document, sections in by_section(report.playbook):
        _heading(page, document, sum(map(len, sections.values())))
        for section, claims in sections.items():
            page.blank()
            page.add(look.clean(section), style="cyan")
            for claim in claims:
                page.blank()
                _claim(page, report, claim, widest)
        page.blank()
    lacking = any(not (c.not_carried or report.is_carried(c)) for c in report.playbook.claims.values())
    page.add(summary(report), style="red" if lacking else "green")
    return str(page)


def _heading(page: Page, document: Document, number: int) -> None:
    look = page.look
    page.blank()
    page.add(look.clean(document.title), style="bold")
    facts = [document.id, document.author, document.year, document.authority.value, count(number, "claim")]
    page.remarks([look.clean(fact) for fact in facts if fact], 0, style="dim")


def _claim(page: Page, report: ClaimReport, claim: Claim, widest: int) -> None:
    look = page.look
    name, kind = look.clean(claim.id), look.clean(claim.kind)
    start = _INDENT + widest + GAP + _KIND + GAP
    width = look.width - start
    says = look.clean(claim.says)
    if width >= _NARROWEST:
        columns = [(Cell(name, "bold"), widest), (Cell(kind, "dim"), _KIND), (Cell(says), width)]
        page.lines(row(look, columns, _INDENT))
    else:
        start, width = 2 * _INDENT, look.width - 2 * _INDENT
        page.add(f"{name}{look.dot}{kind}", _INDENT, style="bold")
        page.add(says, start)
    _carried(page, report, claim, start)
    if report.examples is not None and report.carriers[claim.id]:
        _shown(page, report.particular(claim), start)


def _carried(page: Page, report: ClaimReport, claim: Claim, start: int) -> None:
    look, carriers = page.look, report.carriers[claim.id]
    if claim.not_carried:
        page.add(look.clean(f"not carried: {claim.not_carried}"), start, mark=look.bullet, style="yellow")
    elif not carriers:
        page.add("carried by nothing", start, mark=look.bullet, style="red")
    else:
        told = f"carried by {', '.join(carrier_words(each) for each in carriers)}"
        enough = report.is_carried(claim)
        told += "" if enough else f" alone, which is too little for a {claim.kind}"
        page.add(look.clean(told), start, mark=look.bullet, style="dim" if enough else "red")


def _shown(page: Page, examples: Sequence[Example], start: int) -> None:
    look = page.look
    if not examples:
        page.add("shown by no scenario", start, mark=look.bullet, style="yellow")
        return
    told = f"shown by {count(len(examples), 'scenario')}"
    room = 2 * (look.width - start - GAP)  # two lines of names, but the first name in any case
    names: list[str] = []
    for example in examples:
        name = f'"{look.clean(example.name)}"'
        if names and cells(f"{told}, such as {', '.join([*names, name])}") > room:
            break
        names.append(name)
    told += ": " if len(names) == len(examples) else ", such as "
    page.add(told + ", ".join(names), start, mark=look.bullet, style="dim")
