"""Scenarios that were run as JUnit XML, which build servers read."""

import re
from collections.abc import Sequence
from dataclasses import field
from xml.etree import ElementTree

from advisor.reports.advice.as_json import SCHEMA_VERSION
from advisor.reports.scenarios.coverage import CoverageReport, coverage_as_json
from advisor.reports.terminal.printable import one_line
from advisor.reports.terminal.style import TerminalStyle
from advisor.source.diagnostic import Location
from advisor.source.json_text import Forms, members, to_json
from advisor.source.record import record


def unified(file: str, before: str, after: str, look: TerminalStyle) -> str:
    """The diff of two texts of a file, safe to show; its lines are never broken."""
    from difflib import unified_diff

    name = look.clean(file)
    old, new = (text.replace("\r\n", "\n").removesuffix("\n").split("\n") for text in (before, after))
    found = unified_diff(old, new, f"{name} (now)", f"{name} (updated)", lineterm="")
    return "".join(f"{look.paint(_shown(line), _style(line))}\n" for line in found)


def _style(line: str) -> str:
    if line.startswith(("---", "+++")):
        return "bold"
    return {"+": "green", "-": "red", "@": "cyan"}.get(line[:1], "")


def _shown(line: str) -> str:
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in line)


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
    passed = sum(verdict.passed for verdict in verdicts)
    value = {
        "schema_version": SCHEMA_VERSION,
        "passed": passed,
        "failed": len(verdicts) - passed,
        "scenarios": verdicts,
    }
    if coverage is not None:
        value["coverage"] = coverage_as_json(coverage)
    forms: Forms = {
        Departure: lambda departure: {
            **members(departure, "item", "message"),
            **members(departure.location, "file", "line", "column"),
        },
        Verdict: lambda verdict: {
            "name": verdict.name,
            **members(verdict.location, "file", "line"),
            "passed": verdict.passed,
            "differences": verdict.departures,
            "recommended": verdict.recommended,
        },
    }
    return to_json(value, forms, ascii_only=ascii_only)


# What XML 1.0 cannot hold even as a reference; printable text may still have the last two.
_NOT_XML = re.compile(r"[\ud800-\udfff\ufffe\uffff]")


def junit_xml(verdicts: Sequence[Verdict]) -> str:
    """One suite a file, in the order of the scenarios; each scenario is a case, its differences the failure.

    All signs outside ASCII are references, so that the text is right in whatever encoding it is written.
    """
    root = ElementTree.Element("testsuites", {"name": "advisor"} | _counts(verdicts))
    by_file: dict[str, list[Verdict]] = {}
    for each in verdicts:
        by_file.setdefault(each.location.file, []).append(each)
    for file, found in by_file.items():
        suite = ElementTree.SubElement(root, "testsuite", {"name": _clean(file)} | _counts(found))
        for each in found:
            case = ElementTree.SubElement(suite, "testcase", name=_clean(each.name), classname=_clean(file))
            if not each.passed:
                _failure(case, each)
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, encoding="us-ascii", xml_declaration=True)
    return text.decode("ascii") + "\n"


def _failure(case: ElementTree.Element, verdict: Verdict) -> None:
    message = "; ".join(f"{each.item}: {each.message}" for each in verdict.departures)
    failure = ElementTree.SubElement(case, "failure", message=_clean(message), type="difference")
    failure.text = "\n".join(
        " " * (len(line) - len(line.lstrip())) + _clean(line) for line in ("", *verdict.lines, "")
    )


def _counts(verdicts: Sequence[Verdict]) -> dict[str, str]:
    failed = sum(not each.passed for each in verdicts)
    return {"tests": str(len(verdicts)), "failures": str(failed), "errors": "0", "skipped": "0"}


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", one_line(text))
