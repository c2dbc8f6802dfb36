"""How far scenarios cover a playbook, as text to read and as JSON for other programs."""

from collections.abc import Sequence
from dataclasses import field

from advisor.reports.terminal.layout import Page
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import floored, percent_in_words
from advisor.source.diagnostic import Location
from advisor.source.json_text import JsonObject, members
from advisor.source.record import record

_NEVER = {"true": "is never true", "false": "is never false"}


@record
class CoverageGap:
    """A rule that never fires (`condition` is then ""), or a condition of it that lacks an answer."""

    rule: str
    condition: str
    lacks: str
    location: Location = field(compare=False, repr=False)


@record
class Share:
    """So many of so many."""

    covered: int
    of: int

    @property
    def percent(self) -> float:
        """In percent; 100 of nothing."""
        return 100 * self.covered / self.of if self.of else 100.0


@record
class CoverageReport:
    """What is covered, and every gap; `asked` is the percentage that the lower share must reach."""

    rules: Share
    conditions: Share
    gaps: Sequence[CoverageGap]
    asked: float | None = None

    @property
    def percent(self) -> float:
        """The lower of the two shares."""
        return min(self.rules.percent, self.conditions.percent)

    @property
    def suffices(self) -> bool:
        """Whether it is as much as was asked for."""
        return self.asked is None or self.percent >= self.asked


def coverage_text(report: CoverageReport, look: TerminalStyle) -> str:
    """Each gap with its place, and both shares at the end."""
    page = Page(look)
    if report.gaps:
        page.add("Not covered", style="bold")
    for gap in report.gaps:
        page.lines([look.paint(look.clean(str(gap.location)), "dim")])  # whole, so that it can be clicked
        page.add(look.clean(_gap_in_words(gap)), 2)
    page.blank()
    page.add(_share(report.rules, "rules", "fire in a scenario"))
    page.add(_share(report.conditions, "conditions", "are both true and false in scenarios"))
    if report.asked is not None:
        verdict = "is reached" if report.suffices else "was asked for"
        told = f"{percent_in_words(report.asked)} {verdict}"
        page.add(told, style="green" if report.suffices else "red")
    return str(page)


def coverage_as_json(report: CoverageReport) -> JsonObject:
    """The shares, and the gaps of each kind."""
    silent = [_gap_json(gap) for gap in report.gaps if not gap.condition]
    untested = [
        _gap_json(gap) | members(gap.location, "column") | members(gap, "condition", "lacks")
        for gap in report.gaps
        if gap.condition
    ]
    return {
        "rules": _share_json(report.rules) | {"not_fired": silent},
        "conditions": _share_json(report.conditions) | {"not_covered": untested},
        "percent": floored(report.percent),
        "fail_under": report.asked,
    }


def _gap_in_words(gap: CoverageGap) -> str:
    if not gap.condition:
        return f"{gap.rule} never fires"
    return f"{gap.rule}: {gap.condition} {_NEVER.get(gap.lacks, 'is neither true nor false anywhere')}"


def _share(share: Share, noun: str, what: str) -> str:
    told = percent_in_words(share.percent)
    return f"{share.covered:,} of {share.of:,} {noun} {what} ({told})"


def _share_json(share: Share) -> JsonObject:
    return members(share, "covered", "of") | {"percent": floored(share.percent)}


def _gap_json(gap: CoverageGap) -> JsonObject:
    return members(gap, "rule") | members(gap.location, "file", "line")
