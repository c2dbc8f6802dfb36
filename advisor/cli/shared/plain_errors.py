"""Wrong usage, told in one line: what is missing or not understood, and what to type instead."""

import re

import click

from advisor.cli.shared import exits
from advisor.reports.terminal.printable import one_line
from advisor.reports.wording import capitalized
from advisor.source.diagnostic import suggest

# What is to be said, by the name of the argument that is missing.
_SAY = {
    "number": "Say which item, by its number on your list",
    "words": "Say which item, by its number on your list",
    "when": "Say until when",
    "reason": "Say why, in a few words",
    "what": "Say what it is about, by its name",
    "field": "Say which fact, and its new value",
    "value": "Say the new value",
    "entity": "Say what is new",
    "item": "Say which item, by its number on your list",
}
_EXAMPLES = "Example:"
_ANOTHER_FILE = re.compile(r" -f \S+| --dry-run| --as-of \S+")  # in an example, for whoever tries it out
_STATE = re.compile(r" scenarios/\S+")
_NO_NUMBER = re.compile(r"'(.*)' is not a valid (?:integer|float)(?: range)?\.")
_OUTSIDE = re.compile(r"(\S+) is not in the range (?:(\d+)<=)?x(?:(>=|<=)(\d+))?\.")
_NO_WORD = re.compile(r"'(.*)' is not one of (.*)\.")


class WrongUsage(click.ClickException):
    """Wrong usage, as a line."""

    exit_code = exits.WRONG_USAGE


def plain_error(error: click.UsageError) -> WrongUsage:
    """What click says about wrong usage, in a line that says what to try."""
    if isinstance(error, click.MissingParameter):
        return WrongUsage(_missing(error))
    if isinstance(error, click.BadParameter):
        return WrongUsage(_bad(error))
    if isinstance(error, click.NoSuchOption):
        near = [one for one in error.possibilities or [] if one.startswith("--")]
        hint = f"did you mean {near[0]}?" if near else f"{_command(error)} -h shows all."
        return WrongUsage(one_line(f"There is no option {error.option_name}: {hint}"))
    if isinstance(error, click.BadOptionUsage):
        return WrongUsage(_without_value(error))
    found = re.fullmatch(r"Got unexpected extra arguments? \((.*)\)", error.message, re.DOTALL)
    if found:
        reason = f'I can\'t tell what "{one_line(found[1])}" is for here.'
        return WrongUsage(f"{reason} {_such_as(error.ctx) or _help(error)}")
    return WrongUsage(error.message)


def _missing(error: click.MissingParameter) -> str:
    param, ctx = error.param, error.ctx
    name = param.name or "" if param is not None else ""
    others = [one.name for one in ctx.command.params] if ctx is not None else []
    if name == "state" and "item" in others and not error.message:
        name = "item"
    if name in _SAY:
        example = _example(ctx)
        return f"{_SAY[name]}, as in: {example}" if example else f"{_SAY[name]}. {_help(error)}"
    hint = param.get_error_hint(ctx) if param is not None and ctx is not None else error.param_hint
    return f"{_said(hint)} is missing. {error.message or _such_as(ctx) or _help(error)}"


def _bad(error: click.BadParameter) -> str:
    hint = error.param_hint
    if hint is None and error.param is not None and error.ctx is not None:
        hint = error.param.get_error_hint(error.ctx)
    option = _said(hint)
    message = _in_plain_words(error.message)
    return f"{option}: {message}" if option.startswith("-") else capitalized(message)


def _in_plain_words(message: str) -> str:
    """What click says about a value of a type, as people say it; everything else as it is."""
    if found := _NO_NUMBER.fullmatch(message):
        return f'"{one_line(found[1])}" is no number: write one such as 7.'
    if found := _OUTSIDE.fullmatch(message):
        least = found[2] or (found[4] if found[3] == ">=" else None)
        most = found[4] if found[3] == "<=" else None
        bounds = [*([f"from {least}"] if least else []), *([f"to {most}"] if most else ["up"])]
        return f"{found[1]} does not fit: write a number {' '.join(bounds)}."
    if found := _NO_WORD.fullmatch(message):
        words = re.findall(r"'([^']*)'", found[2])
        near = suggest(found[1], words)
        return f'"{one_line(found[1])}" is none of {", ".join(words)}{": " + near if near else "."}'
    return message


def _without_value(error: click.BadOptionUsage) -> str:
    needs_one = error.message.endswith("requires an argument.")
    return f"{error.option_name} wants a value behind it." if needs_one else error.message


def _said(hint: object) -> str:
    """How an option or an argument is named, without quotation marks."""
    texts = hint if isinstance(hint, list | tuple) else [hint or ""]
    return " / ".join(str(text) for text in texts).replace("'", "")


def _example(ctx: click.Context | None) -> str:
    """The first example of a command, about the reader's own state; "" where it has none."""
    text = (ctx.command.help or "") if ctx is not None else ""
    _, is_there, after = text.partition(_EXAMPLES)
    lines = [line.strip() for line in after.splitlines() if line.strip()]
    if ctx is None or not (is_there and lines):
        return ""
    own = _ANOTHER_FILE.sub("", lines[0])
    arguments = [param.name for param in ctx.command.params if isinstance(param, click.Argument)]
    return _STATE.sub("", own) if "state" in arguments else own


def _such_as(ctx: click.Context | None) -> str:
    example = _example(ctx)
    return f"Type, for example: {example}" if example else ""


def _command(error: click.UsageError) -> str:
    return error.ctx.command_path if error.ctx is not None else "advisor"


def _help(error: click.UsageError) -> str:
    return f"{_command(error)} -h shows how."
