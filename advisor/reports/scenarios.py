"""What is told about scenarios that were run, and the JSON of it for other programs."""

from collections.abc import Sequence
from dataclasses import field

from advisor.reports.coverage import CoverageReport, coverage_as_json
from advisor.reports.json_report import SCHEMA_VERSION, Json, to_json
from advisor.source.location import Location
from advisor.source.record import record


@record
class Departure:
    """One way in which advice is not as expected; `location` is that of the expectation."""

    item: str
    message: str
    location: Location = field(compare=False, repr=False)


@record
class Verdict:
    """A scenario: where the advice departs from it, and what is recommended; `lines` say both to a reader."""

    name: str
    departures: tuple[Departure, ...]
    recommended: tuple[str, ...]
    lines: tuple[str, ...]
    location: Location = field(compare=False, repr=False)

    @property
    def passed(self) -> bool:
        """Whether the advice is as expected."""
        return not self.departures


def scenarios_json(
    verdicts: Sequence[Verdict], coverage: CoverageReport | None, *, ascii_only: bool = False
) -> str:
    """An object with the counts, each scenario in order, and the coverage where it was measured."""
    passed = sum(each.passed for each in verdicts)
    told: dict[str, Json] = {
        "schema_version": SCHEMA_VERSION,
        "passed": passed,
        "failed": len(verdicts) - passed,
        "scenarios": [_verdict(each) for each in verdicts],
    }
    if coverage is not None:
        told["coverage"] = coverage_as_json(coverage)
    return to_json(told, ascii_only=ascii_only)


def _verdict(verdict: Verdict) -> Json:
    return {
        "name": verdict.name,
        "file": verdict.location.file,
        "line": verdict.location.line,
        "passed": verdict.passed,
        "differences": [
            {
                "item": each.item,
                "message": each.message,
                "file": each.location.file,
                "line": each.location.line,
                "column": each.location.column,
            }
            for each in verdict.departures
        ],
        "recommended": verdict.recommended,
    }
