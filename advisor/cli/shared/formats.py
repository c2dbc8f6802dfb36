"""One table of results and formats: which function writes which result in which format.

Functions are named here and imported when they are used, so that a command loads no report of another.
"""

import importlib
import os
import sys
from collections.abc import Callable, Mapping
from typing import TextIO

import click

from advisor.cli.shared.options import Command
from advisor.cli.shared.project import is_typed
from advisor.cli.shared.streams import USUAL_WIDTH, has_utf8, style_of, write
from advisor.reports.terminal.style import TerminalStyle

TEXT = "text"
_EITHER = "Text to read, or JSON for other programs."
_WITH_REFERENCES = ("html", "markdown")  # in which "&#233;" stands for a sign that ASCII does not have

_BY_ENDING = {
    **{".html": "html", ".htm": "html", ".md": "markdown", ".json": "json"},
    **{".ics": "ics", ".csv": "csv", ".jsonl": "jsonl", ".parquet": "parquet"},
}

# By result and format, of which the first is the usual one: a module of the advisor, and its function.
WRITERS: Mapping[str, Mapping[str, str]] = {
    "advice": {
        TEXT: "reports.advice.in_brief:advice_page",
        "json": "reports.advice.as_json:advice_json",
        "markdown": "reports.advice.as_markdown:advice_markdown",
        "html": "reports.advice.as_html:advice_html",
    },
    "interview": {TEXT: "reports.advice.in_brief:advice_page", "json": "reports.advice.as_json:advice_json"},
    "what-if": {
        TEXT: "reports.compare.what_if:what_if_text",
        "json": "reports.compare.what_if:what_if_json",
        "html": "reports.compare.as_html:what_if_html",
    },
    "since": {
        TEXT: "reports.compare.since:since_text",
        "json": "reports.compare.since:since_json",
        "html": "reports.compare.as_html:since_html",
    },
    "agenda": {
        TEXT: "reports.agenda.as_text:agenda_text",
        "json": "reports.agenda.as_json:agenda_json",
        "ics": "reports.agenda.calendar:agenda_ics",
    },
    "why": {TEXT: "reports.explain.why:why_text", "json": "reports.explain.as_json:why_json"},
    "portfolio": {
        TEXT: "reports.portfolio.as_text:portfolio_text",
        "json": "reports.portfolio.rows:portfolio_json",
        "jsonl": "reports.portfolio.rows:portfolio_jsonl",
        "csv": "reports.portfolio.rows:portfolio_csv",
        "html": "reports.portfolio.as_html:portfolio_html",
        "parquet": "reports.portfolio.rows:portfolio_records",
    },
    "why-not": {TEXT: "reports.explain.why_not:why_not_text", "json": "reports.explain.as_json:why_not_json"},
    "diff": {TEXT: "reports.compare.diff:diff_text", "json": "reports.compare.diff:diff_json"},
    "claims": {TEXT: "reports.claims:claims_text", "json": "reports.claims:claims_json"},
    "some claims": {TEXT: "reports.claims:claims_in_full", "json": "reports.claims:claims_json"},
    "rule list": {TEXT: "reports.rules.table:rules_text", "json": "reports.rules.table:rules_json"},
    "rules": {TEXT: "reports.rules.as_text:rules_in_english", "json": "reports.rules.as_json:rules_in_json"},
    "scenarios": {
        TEXT: "reports.scenarios.results:scenarios_text",
        "json": "reports.scenarios.results:scenarios_json",
        "junit": "reports.scenarios.results:junit_xml",
    },
    "mutation": {
        TEXT: "reports.scenarios.mutation:mutation_text",
        "json": "reports.scenarios.mutation:mutation_json",
    },
    "import": {TEXT: "upwork.report.as_text:import_text", "json": "upwork.report.as_json:import_json"},
    "problems": {
        TEXT: "reports.problems.as_text:diagnostics_text",
        "json": "reports.problems.as_text:diagnostics_json",
        "sarif": "reports.problems.sarif_and_github:sarif_json",
        "github": "reports.problems.sarif_and_github:github_commands",
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


def format_for(output: str | None, form: str, result: str) -> str:
    """The format of a result: what was typed, else by the ending of the file to write, else the usual."""
    if output is None or is_typed(click.get_current_context(), "form"):
        return form
    named = _BY_ENDING.get(os.path.splitext(output)[1].lower(), form)
    return named if named in WRITERS[result] else form


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
    module, _, name = WRITERS[result][form].partition(":")
    writer = getattr(importlib.import_module(f"advisor.{module}"), name)
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
