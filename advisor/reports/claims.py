"""The claims of a playbook: what carries each and which scenarios show it, as text and as JSON."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field

from advisor.playbook.citations import Carrier, CarrierKind, suffices
from advisor.playbook.model import Claim, Document, RuleBase
from advisor.reports.terminal.layout import GAP, Cell, Page, cells, row
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import count
from advisor.source.diagnostic import Location
from advisor.source.json_text import Forms, JsonObject, members, members_or_null, to_json
from advisor.source.record import record

_INDENT = 2
_KIND = len("threshold")
_NARROWEST = 36  # cells for what a claim says; with fewer, its id and kind stand above it


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

    def is_carried(self, claim: Claim) -> bool:
        """Whether something carries the claim as its kind asks for."""
        return suffices(claim, self.carriers[claim.id])

    def examples_of(self, claim: Claim) -> tuple[Example, ...] | None:
        """The scenarios that show the claim; None where nobody looked, or nothing carries it."""
        return self.examples[claim.id] if self.examples is not None and self.carriers[claim.id] else None


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


def claims_in_full(report: ClaimReport, claims: Sequence[Claim], look: TerminalStyle) -> str:
    """The claims one after the other."""
    page = Page(look)
    for claim in claims:
        document = report.playbook.documents[claim.document]
        page.blank()
        page.add(f"{claim.id}{look.dot}{claim.kind}", style="bold")
        remarks = [f"{document.title} ({document.id})", claim.section]
        remarks += [f"{key}: {value}" for key, value in (("date", claim.date), ("sure", claim.sure)) if value]
        page.remarks(remarks, 0, style="dim")
        page.add(_place(claim.location), style="dim")
        page.blank()
        page.add(claim.says, _INDENT)
        page.blank()
        _carriers(page, report, claim)
        examples = report.examples_of(claim)
        if examples is not None:
            shown_by = count(len(examples), "scenario") if examples else "no scenario"
            page.blank()
            page.add(f"Shown by {shown_by}", style="cyan")
            _places(page, [(example.name, example.location) for example in examples])
    return str(page)


def _carriers(page: Page, report: ClaimReport, claim: Claim) -> None:
    carriers = report.carriers[claim.id]
    if claim.not_carried:
        page.add("Not carried", style="cyan")
        page.add(claim.not_carried, _INDENT, mark=page.look.bullet)
        return
    if not carriers:
        page.add("Carried by nothing", style="red")
    elif report.is_carried(claim):
        page.add("Carried by", style="cyan")
    else:
        page.add(f"Carried by too little for a {claim.kind}", style="red")
    _places(page, [(_carrier_name(carrier, "rule "), carrier.location) for carrier in carriers])


def _places(page: Page, places: Iterable[tuple[str, Location]]) -> None:
    for name, location in places:
        page.add(name, _INDENT, mark=page.look.bullet)
        page.add(_place(location), 2 * _INDENT, style="dim")


def _place(location: Location) -> str:
    return f"{location.file}:{location.line}"


def _carrier_name(carrier: Carrier, of_rules: str = "") -> str:
    """A carrier in a list, with its kind before it; what stands before a rule may be nothing."""
    if carrier.kind is CarrierKind.RULE:
        return f"{of_rules}{carrier.name}"
    if carrier.kind is CarrierKind.PARAMETER:
        return f"policy {carrier.name}"
    between = " " if carrier.kind in (CarrierKind.COMPUTED, CarrierKind.CONDUCT) else " of "
    return f"{carrier.kind}{between}{carrier.name}"


def claims_text(report: ClaimReport, look: TerminalStyle) -> str:
    """All claims by document and section, and a line that counts them."""
    page, all_claims = Page(look), report.playbook.claims.values()
    widest = max((cells(look.clean(claim.id)) for claim in all_claims), default=0)
    claims_at = Counter(example.location for shown in (report.examples or {}).values() for example in shown)
    for document in report.playbook.documents.values():
        sections: dict[str, list[Claim]] = {}
        for claim in all_claims:
            if claim.document == document.id:
                sections.setdefault(claim.section, []).append(claim)
        if sections:
            _heading(page, document, sum(map(len, sections.values())))
        for section, claims in sections.items():
            page.blank()
            page.add(section, style="cyan")
            for claim in claims:
                page.blank()
                start = _row(page, claim, widest)
                _carried(page, report, claim, start)
                _shown(page, report, claim, start, claims_at)
        page.blank()
    lacking = any(not (claim.not_carried or report.is_carried(claim)) for claim in all_claims)
    page.add(_summary(report), style="red" if lacking else "green")
    return str(page)


def _heading(page: Page, document: Document, number: int) -> None:
    page.blank()
    page.add(document.title, style="bold")
    remarks = [document.id, document.author, document.year, document.authority.value, count(number, "claim")]
    page.remarks([remark for remark in remarks if remark], 0, style="dim")


def _row(page: Page, claim: Claim, widest: int) -> int:
    """Add what a claim says; back comes how far the rest is indented."""
    look = page.look
    start = _INDENT + widest + GAP + _KIND + GAP
    width = look.width - start
    if width < _NARROWEST:
        page.add(f"{look.clean(claim.id)}{look.dot}{look.clean(claim.kind)}", _INDENT, style="bold")
        page.add(claim.says, 2 * _INDENT)
        return 2 * _INDENT
    name, kind, says = map(look.clean, (claim.id, claim.kind, claim.says))
    columns = [(Cell(name, "bold"), widest), (Cell(kind, "dim"), _KIND), (Cell(says), width)]
    page.lines(row(look, columns, _INDENT))
    return start


def _carried(page: Page, report: ClaimReport, claim: Claim, start: int) -> None:
    bullet, carriers = page.look.bullet, report.carriers[claim.id]
    if claim.not_carried:
        page.add(f"not carried: {claim.not_carried}", start, mark=bullet, style="yellow")
    elif not carriers:
        page.add("carried by nothing", start, mark=bullet, style="red")
    else:
        text = f"carried by {', '.join(map(_carrier_name, carriers))}"
        enough = report.is_carried(claim)
        text += "" if enough else f" alone, which is too little for a {claim.kind}"
        page.add(text, start, mark=bullet, style="dim" if enough else "red")


def _shown(
    page: Page, report: ClaimReport, claim: Claim, start: int, claims_at: Mapping[Location, int]
) -> None:
    """The scenarios that show a claim, first those that expect a rule that carries it and show few others."""
    look, examples = page.look, report.examples_of(claim)
    if examples is None:
        return
    if not examples:
        page.add("shown by no scenario", start, mark=look.bullet, style="yellow")
        return
    rules = {carrier.name for carrier in report.carriers[claim.id] if carrier.kind is CarrierKind.RULE}
    text = f"shown by {count(len(examples), 'scenario')}"
    room = 2 * (look.width - start - GAP)  # two lines of names, but the first name in any case
    names: list[str] = []
    for example in sorted(
        examples, key=lambda example: (rules.isdisjoint(example.rules), claims_at[example.location])
    ):
        name = f'"{look.clean(example.name)}"'
        if names and cells(f"{text}, such as {', '.join([*names, name])}") > room:
            break
        names.append(name)
    lead = ": " if len(names) == len(examples) else ", such as "
    page.add(f"{text}{lead}{', '.join(names)}", start, mark=look.bullet, style="dim")


def _summary(report: ClaimReport) -> str:
    """One line that counts all claims of the playbook."""
    claims = report.playbook.claims.values()
    carried = sum(report.is_carried(claim) for claim in claims)
    on_purpose = sum(bool(claim.not_carried) for claim in claims)
    text = f"{count(len(claims), 'claim')}: {carried:,} carried, {on_purpose:,} not carried on purpose, "
    text += f"{len(claims) - carried - on_purpose:,} without a carrier"
    if report.examples is None:
        return text
    return f"{text}; {sum(bool(report.examples[claim.id]) for claim in claims):,} shown by scenarios"
