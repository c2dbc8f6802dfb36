"""Problems in files: with the line, a caret below the place, and as JSON."""

import json

import pytest

from advisor.reports.problems.as_text import diagnostics_json, diagnostics_text, summary
from advisor.reports.terminal.style import TerminalStyle
from advisor.source.diagnostic import Diagnostic, Location, Severity

FILES = {
    "rules/a.yaml": [
        "rules:",
        "  - id: x",
        "\t  when: {idel: 3}",
        "日本: idel",
        "x" * 300 + "idel" + "y" * 300,
    ],
}
UNKNOWN = Diagnostic(
    "unknown-field", Location("rules/a.yaml", 3, 11), 'no field "idel"', 'did you mean "idle"?'
)
MISSING = Diagnostic("file-missing", Location("rules/b.yaml", 1, 1), 'there is no "b.yaml"')
WARNING = Diagnostic(
    "unused",
    Location("rules/a.yaml", 2, 9),
    "nobody uses it",
    severity=Severity.WARNING,
    related=(Location("rules/a.yaml", 4, 7),),
)


def line_of(location: Location) -> str | None:
    lines = FILES.get(location.file, [])
    return lines[location.line - 1] if location.line <= len(lines) else None


def test_each_problem_shows_its_line() -> None:
    assert diagnostics_text([WARNING, UNKNOWN, MISSING], TerminalStyle(), line_of) == (
        "rules/a.yaml:2:9: warning[unused]: nobody uses it\n"
        "      2 │   - id: x\n"
        "        │         ^\n"
        'rules/a.yaml:3:11: error[unknown-field]: no field "idel"\n'
        "      3 │    when: {idel: 3}\n"
        "        │           ^\n"
        '    hint: did you mean "idle"?\n'
        'rules/b.yaml:1:1: error[file-missing]: there is no "b.yaml"\n'
    )


def test_the_caret_stands_below_wide_signs() -> None:
    diagnostic = Diagnostic("x", Location("rules/a.yaml", 4, 5), "here")

    assert diagnostics_text([diagnostic], TerminalStyle(unicode=False), line_of) == (
        "rules/a.yaml:4:5: error[x]: here\n      4 | 日本: idel\n        |       ^\n"
    )


@pytest.mark.parametrize(("unicode", "dots"), [(True, "…"), (False, "...")])
def test_a_long_line_is_cut_around_the_place(unicode: bool, dots: str) -> None:
    diagnostic = Diagnostic("x", Location("rules/a.yaml", 5, 301), "here")
    look = TerminalStyle(unicode=unicode)

    assert diagnostics_text([diagnostic], look, line_of).splitlines()[1:] == [
        f"      5 {look.bar} {dots}{'x' * 60}idel{'y' * 16}{dots}",
        f"        {look.bar} {' ' * (60 + len(dots))}^",
    ]


@pytest.mark.parametrize("column", [0, 1, 9, 10, 5000])
def test_a_place_outside_its_line_does_no_harm(column: int) -> None:
    diagnostic = Diagnostic("x", Location("rules/a.yaml", 2, column), "here")

    assert (
        diagnostics_text([diagnostic], TerminalStyle(), line_of)
        .splitlines()[2]
        .rstrip("^")
        .startswith("        │ ")
    )


def test_a_hostile_file_cannot_act_on_the_terminal() -> None:
    diagnostic = Diagnostic("x", Location("a\x1b[2J.yaml", 1, 2), "\x1b[31mred", "\u202ehint")

    assert diagnostics_text([diagnostic], TerminalStyle(), lambda location: "a\x1b[31m\x9bb\u202e") == (
        "a.yaml:1:2: error[x]: red\n      1 │ a\n        │  ^\n    hint: hint\n"
    )


@pytest.mark.parametrize(
    ("sign", "before", "after"),
    [("\u65e5", 30, 8), ("e\u0301", 60, 16)],  # twice as wide; two signs in one column
)
def test_a_long_line_is_cut_by_columns(sign: str, before: int, after: int) -> None:
    line = sign * 100 + "idel" + sign * 100
    place = Location("wide.yaml", 1, len(sign) * 100 + 1)
    problem = Diagnostic("unknown-field", place, "no")

    _, shown, caret = diagnostics_text([problem], TerminalStyle(), lambda _: line).splitlines()

    assert shown == f"      1 \u2502 \u2026{sign * before}idel{sign * after}\u2026"
    assert caret == f"        \u2502 {' ' * 61}^"


def test_colour_marks_the_kind_and_the_caret() -> None:
    assert diagnostics_text([WARNING], TerminalStyle(colour=True), line_of) == (
        "\x1b[1mrules/a.yaml:2:9\x1b[0m: \x1b[1;33mwarning[unused]\x1b[0m: nobody uses it\n"
        "\x1b[2m      2 │ \x1b[0m  - id: x\n"
        "\x1b[2m        │ \x1b[0m        \x1b[1;33m^\x1b[0m\n"
    )


def test_at_most_fifty_are_shown() -> None:
    text = diagnostics_text([MISSING] * 1053, TerminalStyle(), line_of)

    assert text.splitlines() == ['rules/b.yaml:1:1: error[file-missing]: there is no "b.yaml"'] * 50 + [
        "… and 1,003 more"
    ]
    assert diagnostics_text([], TerminalStyle(), line_of) == ""


OPTION = Diagnostic("bad-path", Location("--set", 1, 1), '"x" sets nothing')


@pytest.mark.parametrize(
    ("diagnostics", "expected"),
    [
        ([UNKNOWN], "1 problem in 1 file"),
        ([UNKNOWN, MISSING, UNKNOWN], "3 problems in 2 files"),
        ([UNKNOWN, WARNING, WARNING], "1 error and 2 warnings in 1 file"),
        ([WARNING], "1 warning in 1 file"),
        ([OPTION, OPTION], "2 problems in --set"),
        ([OPTION, UNKNOWN, MISSING], "3 problems in 2 files and --set"),
    ],
)
def test_the_summary_counts_problems_and_files(diagnostics: list[Diagnostic], expected: str) -> None:
    assert summary(diagnostics) == expected


def test_problems_as_json() -> None:
    report = json.loads(diagnostics_json([UNKNOWN, WARNING], "pages", ascii_only=False))

    assert report == [
        {
            "code": "unknown-field",
            "severity": "error",
            "file": "rules/a.yaml",
            "line": 3,
            "column": 11,
            "message": 'no field "idel"',
            "hint": 'did you mean "idle"?',
            "related": [],
            "docs": "pages/unknown-field.md",
        },
        {
            "code": "unused",
            "severity": "warning",
            "file": "rules/a.yaml",
            "line": 2,
            "column": 9,
            "message": "nobody uses it",
            "hint": "",
            "related": [{"file": "rules/a.yaml", "line": 4, "column": 7}],
            "docs": "pages/unused.md",
        },
    ]


def test_no_problems_as_json() -> None:
    assert diagnostics_json([], "pages", ascii_only=True) == "[]\n"
