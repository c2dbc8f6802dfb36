"""Scenarios that were run: as text, JSON or JUnit XML; and diffs of their files."""

import re
from collections.abc import Sequence

from advisor.reports.advice.as_json import SCHEMA_VERSION
from advisor.reports.scenarios.coverage import coverage_as_json, coverage_text
from advisor.reports.scenarios.mutation import mutation_as_json
from advisor.reports.terminal.printable import clean_indented, one_line
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import count
from advisor.scenarios.coverage import Coverage
from advisor.scenarios.difference import Difference, recommendation_lines
from advisor.scenarios.load import BrokenFile
from advisor.scenarios.mutation.model import MutationReport
from advisor.scenarios.run import ScenarioResult
from advisor.source.diagnostic import Diagnostic
from advisor.source.json_text import JsonObject, members, to_json


def unified(file: str, before: str, after: str, look: TerminalStyle) -> str:
    """The diff of two texts of a file, safe to show; its lines are never broken."""
    from difflib import unified_diff

    name = look.clean(file)
    old, new = (text.replace("\r\n", "\n").removesuffix("\n").split("\n") for text in (before, after))
    text = ""
    for line in unified_diff(old, new, f"{name} (now)", f"{name} (updated)", lineterm=""):
        is_head = line.startswith(("---", "+++"))
        style = "bold" if is_head else {"+": "green", "-": "red", "@": "cyan"}.get(line[:1], "")
        printable = "".join(sign if sign.isprintable() else "\ufffd" for sign in line)
        text += f"{look.paint(printable, style)}\n"
    return text


def scenarios_text(
    results: Sequence[ScenarioResult],
    look: TerminalStyle,
    coverage: Coverage | None = None,
    fail_under: float | None = None,
    *,
    broken: Sequence[BrokenFile] = (),
) -> str:
    """Each failed scenario with its differences, what is covered if that was measured, and the counts."""
    gaps = "" if coverage is None else coverage_text(coverage, look, fail_under) + "\n"
    return failures_text(results, look) + gaps + summary_line(results, look, broken)


def failures_text(results: Sequence[ScenarioResult], look: TerminalStyle) -> str:
    """Each failed scenario with its differences and what is recommended instead."""
    text = ""
    for result in results:
        if not result.passed:
            first, *rest = result.lines()
            lines = [look.paint(f"FAILED {look.clean(first)}", "red")]
            lines += [clean_indented(line, look.clean) for line in rest]
            text += "\n".join([*lines, "", ""])
    return text


def summary_line(
    results: Sequence[ScenarioResult], look: TerminalStyle, broken: Sequence[BrokenFile] = ()
) -> str:
    """How many passed and failed, and how many files were left out for their errors."""
    failed = sum(not result.passed for result in results)
    noun = "scenario" if len(results) == 1 else "scenarios"
    counts = f"{len(results)} {noun}: {len(results) - failed} passed, {failed} failed"
    if broken:
        counts += f"; nothing was run of {count(len(broken), 'file')} with errors"
    return look.paint(counts, "red" if failed or broken else "green") + "\n"


def scenarios_json(
    results: Sequence[ScenarioResult],
    coverage: Coverage | None,
    fail_under: float | None = None,
    *,
    mutation: MutationReport | None = None,
    broken: Sequence[BrokenFile] = (),
    ascii_only: bool = False,
) -> str:
    """An object with the counts, each scenario in order, and what else was measured: coverage, mutation.

    Files that are `broken` stand under `errors`, where there are any.
    """
    passed = sum(result.passed for result in results)
    content = {
        "schema_version": SCHEMA_VERSION,
        "passed": passed,
        "failed": len(results) - passed,
        "scenarios": results,
    }
    if broken:
        content["errors"] = [
            {"file": one.file, "problems": list(map(_problem, one.errors))} for one in broken
        ]
    if coverage is not None:
        content["coverage"] = coverage_as_json(coverage, fail_under)
    if mutation is not None:
        content["mutation"] = mutation_as_json(mutation)
    return to_json(content, {Difference: _difference, ScenarioResult: _result}, ascii_only=ascii_only)


def _result(result: ScenarioResult) -> JsonObject:
    return {
        "name": result.scenario.name,
        **members(result.scenario.location, "file", "line"),
        **members(result, "passed", "differences"),
        "recommended": recommendation_lines(result.advice),
    }


def _difference(difference: Difference) -> JsonObject:
    return members(difference, "item", "message") | members(difference.location, "file", "line", "column")


def _problem(problem: Diagnostic) -> JsonObject:
    place = members(problem.location, "file", "line", "column")
    return {**members(problem, "code", "message", "hint"), **place}


# What XML 1.0 cannot hold even as a reference; printable text may still have the last two.
_NOT_XML = re.compile(r"[\ud800-\udfff\ufffe\uffff]")


def junit_xml(results: Sequence[ScenarioResult], *, broken: Sequence[BrokenFile] = ()) -> str:
    """A suite a file, a case a scenario; in ASCII alone, so that it is right in whatever encoding.

    A file that is `broken` is a suite of one case, an error.
    """
    from xml.etree import ElementTree

    root = ElementTree.Element("testsuites", {"name": "advisor"} | _counts(results, len(broken)))
    by_file: dict[str, list[ScenarioResult]] = {}
    for result in results:
        by_file.setdefault(result.scenario.location.file, []).append(result)
    for file, of_file in by_file.items():
        suite = ElementTree.SubElement(root, "testsuite", {"name": _xml_text(file)} | _counts(of_file))
        for result in of_file:
            name = _xml_text(result.scenario.name)
            case = ElementTree.SubElement(suite, "testcase", name=name, classname=_xml_text(file))
            if not result.passed:
                message = _xml_text("; ".join(f"{one.item}: {one.message}" for one in result.differences))
                failure = ElementTree.SubElement(case, "failure", message=message, type="difference")
                lines = ["", *result.lines()[1:], ""]
                failure.text = "\n".join(clean_indented(line, _xml_text) for line in lines)
    for one in broken:
        file = _xml_text(one.file)
        suite = ElementTree.SubElement(root, "testsuite", {"name": file} | _counts((), 1))
        case = ElementTree.SubElement(suite, "testcase", name="it can be read", classname=file)
        message = _xml_text("; ".join(problem.message for problem in one.errors))
        error = ElementTree.SubElement(case, "error", message=message, type=one.errors[0].code)
        lines = ["", *(line for problem in one.errors for line in str(problem).splitlines()), ""]
        error.text = "\n".join(clean_indented(line, _xml_text) for line in lines)
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, encoding="us-ascii", xml_declaration=True)
    return text.decode("ascii") + "\n"


def _counts(results: Sequence[ScenarioResult], errors: int = 0) -> dict[str, str]:
    failed = sum(not result.passed for result in results)
    tests = str(len(results) + errors)
    return {"tests": tests, "failures": str(failed), "errors": str(errors), "skipped": "0"}


def _xml_text(text: str) -> str:
    return _NOT_XML.sub("\ufffd", one_line(text))
