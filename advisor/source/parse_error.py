"""A YAML parser's complaint as a diagnostic that a coach can act on.

The parsers (libyaml's, and Python's own, which words things differently) say where they stopped; often the
slip is earlier. Each explanation knows one complaint and looks at the text around it for the slip behind it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from advisor.source.diagnostic import Diagnostic, Location, shortened
from advisor.source.encoding import is_flow, lines_of

if TYPE_CHECKING:
    from yaml import MarkedYAMLError


@dataclass
class Stop:
    """Where and why a parser stopped. Lines and columns count from 0, as in marks."""

    error: "MarkedYAMLError"
    text: str
    file: str

    @cached_property
    def complaint(self) -> str:
        return ": ".join(part for part in (self.error.context, self.error.problem) if part)

    @cached_property
    def lines(self) -> list[str]:
        return lines_of(self.text)

    @cached_property
    def mark(self) -> tuple[int, int, int]:
        mark = self.error.problem_mark
        return (mark.line, mark.column, mark.index) if mark else (0, 0, 0)

    @cached_property
    def opened(self) -> tuple[int, int, int]:
        """Where the thing that was being read began."""
        mark = self.error.context_mark
        return (mark.line, mark.column, mark.index) if mark else self.mark

    @property
    def sign(self) -> str:
        """The first sign of the thing that was being read."""
        return self.text[self.opened[2] : self.opened[2] + 1]

    @cached_property
    def rest(self) -> str:
        """The text at which the parser stopped, in a few words."""
        rest = self.text[self.mark[2] : self.mark[2] + 200]
        if not rest.strip():
            return "the end of the file"
        line = lines_of(rest)[0].strip()
        return f"'{few_words(line)}'" if line else "the end of the line"

    def line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""

    def at(
        self, line: int, column: int, message: str, hint: str = "", code: str = "yaml-syntax"
    ) -> Diagnostic:
        return Diagnostic(code, Location(self.file, line + 1, column + 1), message, hint)

    def at_problem(self, message: str, hint: str = "") -> Diagnostic:
        return self.at(self.mark[0], self.mark[1], message, hint)

    def at_opened(self, message: str, hint: str = "", code: str = "yaml-syntax") -> Diagnostic:
        return self.at(self.opened[0], self.opened[1], message, hint, code)


def few_words(text: str) -> str:
    return shortened(text, 40, tight=True)


Explanation = Callable[[Stop], Diagnostic | None]

_QUOTE_ALL = "put the whole text in double quotes"

_TIGHT_KEY = re.compile(r"""^\s*(?:- +)*([A-Za-z_][\w.-]*:)(?!//)[^\s"'\[{].*$""")
_COLON_IN_TEXT = re.compile(r"^\s*+(?:- ++)*+[^\s\"'#:][^:]*:[ \t]+[^\s\"'#].*$")
_PLACEHOLDER = re.compile(r"(?:^|[:-])[ \t]+(\{[^{}\",:]*\})[ \t]*[^\s,}\]#]")


def _stopped(message: str, hint: str) -> Explanation:
    """A slip where the parser stopped, before the text `{rest}`."""
    return lambda stop: stop.at_problem(message.format(rest=stop.rest), hint)


def _began(message: str, hint: str, code: str = "yaml-syntax") -> Explanation:
    """A slip where the thing began that was being read, with the sign `{sign}`."""
    return lambda stop: stop.at_opened(message.format(sign=stop.sign), hint.format(sign=stop.sign), code)


def _backslash(message: str, hint: str) -> Explanation:
    """A slip at the last backslash, which begins `{escape}`."""

    def explanation(stop: Stop) -> Diagnostic:
        line, column, index = stop.mark
        start = stop.text.rfind("\\", 0, index + 1)
        escape = lines_of(stop.text[start : start + 2])[0]
        return stop.at(line, column - (index - start), message.format(escape=escape), hint)

    return explanation


def explain(error: "MarkedYAMLError", text: str, file: str) -> Diagnostic:
    """The diagnostic for a parser's error over `text`, placed at the likeliest slip."""
    stop = Stop(error, text, file)
    for pattern, explanation in _EXPLANATIONS:
        if re.search(pattern, stop.complaint) and (explained := explanation(stop)):
            return explained
    return stop.at_problem(f"the text is not YAML: {stop.complaint}")


def _tight_key(stop: Stop, number: int) -> Diagnostic | None:
    """`key:value`, which YAML takes for a text."""
    match = _TIGHT_KEY.match(stop.line(number))
    if match is None:
        return None
    rest = stop.line(number)[match.end(1) :]
    message = f"found '{few_words(match[1] + rest)}' without a space after the colon"
    return stop.at(number, match.end(1) - 1, message, f"write '{few_words(match[1] + ' ' + rest)}'")


def _second_colon(stop: Stop) -> Diagnostic | None:
    line, column, _ = stop.mark
    if _COLON_IN_TEXT.match(stop.line(line)[:column]):
        return stop.at_problem('found a second ": " in a text without quotes', _QUOTE_ALL)
    above = next((number for number in range(line - 1, 0, -1) if stop.line(number).strip()), 0)
    if tight := _tight_key(stop, above):
        return tight
    key = stop.line(line)[:column].strip()
    message = f"found the key '{few_words(key)}' deeper than the value above it"
    hint = 'start the keys of one mapping in the same column; put text that holds ": " in quotes'
    return stop.at(line, len(stop.line(line)) - len(stop.line(line).lstrip()), message, hint)


def _no_colon(stop: Stop) -> Diagnostic | None:
    if tight := _tight_key(stop, stop.opened[0]):
        return tight
    line = stop.line(stop.opened[0])[stop.opened[1] :].strip()
    if re.match(r"-\w", line):
        return stop.at_opened(
            f"found '{few_words(line)}' without a space after the dash", f"write '- {line[1:]}'"
        )
    message = f"found '{few_words(line)}' where a \"key: value\" was expected"
    return stop.at_opened(message, "add the colon, or indent the line to continue the text above")


def _bad_start(stop: Stop) -> Diagnostic | None:
    character = stop.text[stop.mark[2] : stop.mark[2] + 1]
    if character == "\t":
        return _TAB(stop)
    message = f'found "{character}" at the start of a text without quotes, where YAML reserves it'
    return stop.at_problem(message, _QUOTE_ALL)


def _open_bracket(stop: Stop) -> Diagnostic | None:
    (line, column, _), bracket = stop.opened, stop.sign
    closing = "]" if bracket == "[" else "}"
    opening_line = stop.line(line)
    if re.match(r"\[(?=[^\],]*\.\.)[^\],]*\)", opening_line[column:]):
        return stop.at_opened(
            "found an interval without quotes, which YAML reads as a list", 'write "[80..90)"'
        )
    at_end = stop.rest == "the end of the file"
    dedented = stop.mark[0] > line and _indent(stop.line(stop.mark[0])) <= _indent(opening_line)
    if at_end or (dedented and not is_flow(stop.text)):
        hint = f'add the closing {closing}; put text that starts with "{bracket}" in quotes'
        return stop.at_opened(f"the {bracket} is not closed", hint)
    where = "" if stop.mark[0] == line else f" (the {bracket} stands on line {line + 1})"
    return stop.at_problem(
        f'found {stop.rest} where "," or "{closing}" was expected{where}', "add the comma between the two"
    )


def _no_key(stop: Stop) -> Diagnostic | None:
    line, column, _ = stop.mark
    whole = stop.line(line)
    if placeholder := _PLACEHOLDER.search(whole):
        message = (
            f"found a text that starts with {placeholder[1]} and has no quotes, which YAML reads as a mapping"
        )
        return stop.at(line, placeholder.start(1), message, _QUOTE_ALL)
    before = whole[:column].rstrip()
    if before.endswith(('"', "'")):
        hint = "inside a text in quotes use the other kind of quotes, or look for an open quote above"
        return stop.at_problem(f"found {stop.rest} after the closing quote", hint)
    if before.endswith(("]", "}")):
        return stop.at_problem(f"found {stop.rest} after the closing {before[-1]}", _QUOTE_ALL)
    if re.match(r"-(?:\s|$)", whole[column:]) and not before:
        message = f"found a list item where a key was expected in column {stop.opened[1] + 1}"
        return stop.at_problem(message, "indent the list below its key")
    message = f"found {stop.rest} where a key was expected in column {stop.opened[1] + 1}"
    return stop.at_problem(message, "start the keys of one mapping in the same column")


def _no_dash(stop: Stop) -> Diagnostic | None:
    if stop.line(stop.mark[0])[: stop.mark[1]].strip():
        return _no_key(stop)
    message = f'found {stop.rest} where a list item was expected ("- " in column {stop.opened[1] + 1})'
    return stop.at_problem(message, "indent the line to belong to the item above, or add a dash")


def _block_header(stop: Stop) -> Diagnostic | None:
    line, column, _ = stop.opened
    header = few_words(stop.line(line)[column:].strip())
    message = f"found '{header}' without quotes, which YAML reads as the start of a long text"
    return stop.at_opened(message, f'put it in quotes: "{header}"')


def _bad_code(stop: Stop) -> Diagnostic | None:
    match = re.match(r"\\\w{0,9}", stop.text[stop.mark[2] - 2 :])
    escape, code = match[0] if match else "", "yaml-syntax"
    message = f"found {escape}, which names no character"
    if re.match(r"\\u[dD][89a-fA-F]", escape):
        message, code = f"found {escape[:6]}, half of a surrogate pair", "file-character"
    return stop.at(stop.mark[0], stop.mark[1] - 2, message, "write the character itself", code)


_TAB = _stopped("found a tab in the indentation; spaces were expected", "indent by spaces")

# First match wins. Either parser's words: libyaml's first.
_EXPLANATIONS: tuple[tuple[str, Explanation], ...] = (
    (r"mapping values are not allowed", _second_colon),
    (r"could not find expected ':'", _no_colon),
    (r"found character .*that cannot start any token", _bad_start),
    (r"tab character|found '\\t'", _TAB),
    (
        r"quoted scalar: found unexpected end of stream",
        _began("the text opened by {sign} is not closed", "add the closing {sign}"),
    ),
    (
        r"found unexpected document (?:indicator|separator)",
        _stopped("found --- or ... inside a text in quotes", "close the text first, or indent the line"),
    ),
    (r"expected ',' or '[\]}]'", _open_bracket),
    (
        r"(?:sequence )?entries are not allowed",
        _stopped(
            'found a list item "- " where text was expected',
            "start the list on the next line, or write it as [a, b]",
        ),
    ),
    (r"block scalar", _block_header),
    (r"an? (?:alias|anchor)", _began('found a text that starts with "{sign}" and has no quotes', _QUOTE_ALL)),
    (
        r"unknown escape character",
        _backslash(
            "found {escape} in double quotes, which is no escape of YAML", "write \\\\, or use single quotes"
        ),
    ),
    (r"invalid Unicode character escape", _bad_code),
    (
        r"hexdecimal|hexadecimal",
        _backslash(
            "found {escape} without its hexadecimal digits",
            "write \\xNN, \\uNNNN or \\UNNNNNNNN; double a backslash that is meant as such",
        ),
    ),
    (
        r"directive|incompatible YAML document|found duplicate",
        _began(
            'found a directive ("%"), which is not read here',
            'delete the line, or put text that starts with "%" in quotes',
        ),
    ),
    (
        r"tag",
        _began(
            "found a tag that cannot be read; tags are not read here",
            'delete it, or put text that starts with "!" in quotes',
            "yaml-tag",
        ),
    ),
    (
        r"expected '?<document start>",
        _stopped(
            "found {rest} after the end of the file's value",
            "a file is one mapping; look for a bracket or quote too many",
        ),
    ),
    (
        r"expected (?:the )?node content",
        _stopped("found {rest} where a value was expected", "add the value, or use quotes"),
    ),
    (r"block collection", _no_dash),
    (r"expected key|expected <block end>", _no_key),
)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
