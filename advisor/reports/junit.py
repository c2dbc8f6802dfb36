"""Scenarios that were run as JUnit XML, which build servers read."""

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from advisor.reports.printable import one_line
from advisor.reports.scenarios import Verdict

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
