"""What is told about claims, and the words for it that every form of the report shares."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from advisor.playbook.citations import Carrier, CarrierKind, suffices
from advisor.playbook.model import Claim, Document, RuleBase
from advisor.reports.terminal.layout import GAP, Cell, Page, cells, row
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import count
from advisor.source.diagnostic import Location
from advisor.source.json_text import Forms, JsonObject, members, members_or_null, to_json
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


_INDENT = 2


def claims_in_full(report: ClaimReport, claims: Sequence[Claim], look: TerminalStyle) -> str:
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


def claims_json(report: ClaimReport, claims: Sequence[Claim], *, ascii_only: bool = False) -> str:
    """An array with an object for each of the claims, in their order."""

    def claim_json(claim: Claim) -> JsonObject:
        return {
            **members(claim, "id", "document", "section", "kind", "says"),
            **members_or_null(claim, "date", "sure"),
            "carriers": report.carriers[claim.id],
            "not_carried": claim.not_carried or None,
            "scenarios": None if report.examples is None else report.examples[claim.id],
        }

    forms: Forms = {
        Carrier: lambda carrier: members(carrier, "kind", "name") | members(carrier.location, "file", "line"),
        Claim: claim_json,
        Example: lambda example: members(example, "name") | members(example.location, "file", "line"),
    }
    return to_json(claims, forms, ascii_only=ascii_only)


_ROW_INDENT = 2
_KIND = len("threshold")
_NARROWEST = 36  # cells for what a claim says; with fewer, its id and kind stand above it


def claims_text(report: ClaimReport, look: TerminalStyle) -> str:
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
                _claim_row(page, report, claim, widest)
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


def _claim_row(page: Page, report: ClaimReport, claim: Claim, widest: int) -> None:
    look = page.look
    name, kind = look.clean(claim.id), look.clean(claim.kind)
    start = _ROW_INDENT + widest + GAP + _KIND + GAP
    width = look.width - start
    says = look.clean(claim.says)
    if width >= _NARROWEST:
        columns = [(Cell(name, "bold"), widest), (Cell(kind, "dim"), _KIND), (Cell(says), width)]
        page.lines(row(look, columns, _ROW_INDENT))
    else:
        start, width = 2 * _ROW_INDENT, look.width - 2 * _ROW_INDENT
        page.add(f"{name}{look.dot}{kind}", _ROW_INDENT, style="bold")
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
