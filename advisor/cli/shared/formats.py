"""One table of results and formats: which function writes which result in which format.

Functions are named here and imported when they are used, so that a command loads no report of another.
"""

import importlib
import sys
from collections.abc import Callable, Mapping
from typing import Any, TextIO

import click

from advisor.cli.shared.options import Command
from advisor.cli.shared.streams import USUAL_WIDTH, has_utf8, style_of, write
from advisor.reports.terminal.style import TerminalStyle

TEXT = "text"
_EITHER = "Text to read, or JSON for other programs."
_WITH_REFERENCES = ("html", "markdown")  # in which "&#233;" stands for a sign that ASCII does not have

# By result and format; the first format is the usual one.
WRITERS: Mapping[str, Mapping[str, str]] = {
    "advice": {
        TEXT: "advisor.reports.advice.as_text:advice_text",
        "json": "advisor.reports.advice.as_json:advice_json",
        "markdown": "advisor.reports.advice.as_markdown:advice_markdown",
        "html": "advisor.reports.advice.as_html:advice_html",
    },
    "interview": {  # whose end is advice
        TEXT: "advisor.reports.advice.as_text:advice_text",
        "json": "advisor.reports.advice.as_json:advice_json",
    },
    "what-if": {
        TEXT: "advisor.reports.compare.what_if:what_if_text",
        "json": "advisor.reports.compare.what_if:what_if_json",
    },
    "since": {
        TEXT: "advisor.reports.compare.since:since_text",
        "json": "advisor.reports.compare.since:since_json",
    },
    "agenda": {
        TEXT: "advisor.reports.agenda.as_text:agenda_text",
        "json": "advisor.reports.agenda.as_json:agenda_json",
        "ics": "advisor.reports.agenda.calendar:agenda_ics",
    },
    "why": {
        TEXT: "advisor.reports.explain.why:why_text",
        "json": "advisor.reports.explain.as_json:why_json",
    },
    "why-not": {
        TEXT: "advisor.reports.explain.why_not:why_not_text",
        "json": "advisor.reports.explain.as_json:why_not_json",
    },
    "diff": {
        TEXT: "advisor.reports.compare.diff:diff_text",
        "json": "advisor.reports.compare.diff:diff_json",
    },
    "claims": {
        TEXT: "advisor.reports.claims:claims_text",
        "json": "advisor.reports.claims:claims_json",
    },
    "some claims": {
        TEXT: "advisor.reports.claims:claims_in_full",
        "json": "advisor.reports.claims:claims_json",
    },
    "rule list": {
        TEXT: "advisor.reports.rules.table:rules_text",
        "json": "advisor.reports.rules.table:rules_json",
    },
    "rules": {
        TEXT: "advisor.reports.rules.as_text:rules_in_english",
        "json": "advisor.reports.rules.summary:rules_in_json",
    },
    "scenarios": {
        TEXT: "advisor.cli.scenarios.results:results_text",
        "json": "advisor.reports.scenarios.results:scenarios_json",
        "junit": "advisor.reports.scenarios.results:junit_xml",
    },
    "mutation": {
        TEXT: "advisor.reports.scenarios.mutation:mutation_text",
        "json": "advisor.reports.scenarios.mutation:mutation_json",
    },
    "import": {
        TEXT: "advisor.upwork.report.as_text:import_text",
        "json": "advisor.upwork.report.as_json:import_json",
    },
    "problems": {
        TEXT: "advisor.reports.problems.as_text:diagnostics_text",
        "json": "advisor.reports.problems.as_text:diagnostics_json",
        "sarif": "advisor.reports.problems.for_ci:sarif_json",
        "github": "advisor.reports.problems.for_ci:github_commands",
    },
}


def format_option(result: str, explanation: str = _EITHER) -> Callable[[Command], Command]:
    """`--format` as `form`, with the formats of a result."""
    formats = tuple(WRITERS[result])
    return click.option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help=explanation,
    )


def render(
    result: str,
    form: str,
    *values: object,
    stream: TextIO | None,
    usual: int = USUAL_WIDTH,
    **options: object,
) -> str:
    """The values of a result in a format, as the stream can show them; None stands for a file, in UTF-8.

    Text has the style of the stream, `usual` columns wide where nothing else sets it.  In all other formats
    signs that are lost outside of UTF-8 become escapes, which whatever reads the format turns back.  Of the
    options a format gets those that it has.
    """
    writer = _writer(result, form)
    code = writer.__code__
    known = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    if form == TEXT:
        values = (*values, TerminalStyle() if stream is None else style_of(stream, usual=usual))
    ascii_only = not has_utf8(stream)
    given = {**options, "ascii_only": ascii_only}
    text = writer(*values, **{name: value for name, value in given.items() if name in known})
    assert isinstance(text, str)
    if form in _WITH_REFERENCES and ascii_only:
        return text.encode("ascii", "xmlcharrefreplace").decode("ascii")
    return text


def show(result: str, form: str, *values: object, usual: int = USUAL_WIDTH, **options: object) -> None:
    """Write the values of a result to standard output, as `render` gives them."""
    write(render(result, form, *values, stream=sys.stdout, usual=usual, **options))


def _writer(result: str, form: str) -> Any:
    module, _, name = WRITERS[result][form].partition(":")
    return getattr(importlib.import_module(module), name)
