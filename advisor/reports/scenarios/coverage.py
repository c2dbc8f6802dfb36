"""How far scenarios cover a playbook, as text to read and as JSON for other programs."""

from advisor.reports.terminal.layout import Page
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import floored, percent_in_words
from advisor.scenarios.coverage import ConditionCoverage, Coverage
from advisor.scenarios.model import Share
from advisor.source.json_text import JsonObject, members


def coverage_text(coverage: Coverage, look: TerminalStyle, fail_under: float | None = None) -> str:
    """Each gap with its place, and all shares at the end; `fail_under` is the percentage asked for."""
    page = Page(look)
    gaps = [(rule.location, f"{rule.id} never fires") for rule in coverage.silent]
    gaps += [(condition.location, _lack(condition)) for condition in coverage.untested]
    gaps += [
        (constraint.location, f'{constraint.entity}: no scenario breaks "{constraint.says}"')
        for constraint in coverage.unbroken
    ]
    if gaps:
        page.add("Not covered", style="bold")
    for location, sentence in gaps:
        page.lines([look.paint(look.clean(str(location)), "dim")])  # whole, so that it can be clicked
        page.add(look.clean(sentence), 2)
    page.blank()
    page.add(_share_text(coverage.rule_share, "rules", "fire in a scenario"))
    page.add(_share_text(coverage.condition_share, "conditions", "are both true and false in scenarios"))
    if coverage.constraints:
        page.add(_share_text(coverage.constraint_share, "constraints", "are broken in a scenario"))
    if fail_under is not None:
        reached = coverage.reaches(fail_under)
        verdict = f"{percent_in_words(fail_under)} {'is reached' if reached else 'was asked for'}"
        page.add(verdict, style="green" if reached else "red")
    return str(page)


def coverage_as_json(coverage: Coverage, fail_under: float | None) -> JsonObject:
    """The shares, and the gaps of each kind."""
    silent = [{"rule": rule.id, **members(rule.location, "file", "line")} for rule in coverage.silent]
    untested = [
        {condition.of.kind: str(condition.of)}
        | members(condition.location, "file", "line", "column")
        | members(condition, "condition", "lacks")
        for condition in coverage.untested
    ]
    unbroken = [
        {"for": constraint.entity, "says": constraint.says} | members(constraint.location, "file", "line")
        for constraint in coverage.unbroken
    ]
    return {
        "rules": _share_json(coverage.rule_share) | {"not_fired": silent},
        "conditions": _share_json(coverage.condition_share) | {"not_covered": untested},
        "constraints": _share_json(coverage.constraint_share) | {"not_broken": unbroken},
        "percent": floored(coverage.percent),
        "fail_under": fail_under,
    }


def _lack(condition: ConditionCoverage) -> str:
    lacks = condition.lacks
    verdict = "is neither true nor false anywhere" if " " in lacks else f"is never {lacks}"
    return f"{condition.of}: {condition.condition} {verdict}"


def _share_text(share: Share, noun: str, what: str) -> str:
    return f"{share.covered:,} of {share.of:,} {noun} {what} ({percent_in_words(share.percent)})"


def _share_json(share: Share) -> JsonObject:
    return members(share, "covered", "of") | {"percent": floored(share.percent)}
