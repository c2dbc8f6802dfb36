"""Problems in files as workflow commands of GitHub Actions, which shows each beside its line.

Not to be taken for SARIF (`sarif`), which code scanning keeps: these are lines in the log of one run.
"""

from collections.abc import Sequence

from advisor.reports.diagnostics_paths import path_from
from advisor.reports.printable import one_line
from advisor.source.diagnostic import Diagnostic

_IN_TEXT = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_IN_PROPERTIES = _IN_TEXT | {":": "%3A", ",": "%2C"}


def github_commands(diagnostics: Sequence[Diagnostic], *, root: str) -> str:
    """A line for each problem, `::error file=...,line=...,col=...,title=CODE::message`; "" for none.

    Files are named from the folder `root`.  A hint stands on a second line of the message.
    """
    return "".join(_command(diagnostic, root) for diagnostic in diagnostics)


def _command(diagnostic: Diagnostic, root: str) -> str:
    place = diagnostic.location
    properties = {
        "file": path_from(place.file, root),
        "line": str(place.line),
        "col": str(place.column),
        "title": diagnostic.code,
    }
    written = ",".join(f"{name}={_escaped(text, _IN_PROPERTIES)}" for name, text in properties.items())
    told = one_line(diagnostic.message)
    if diagnostic.hint:
        told += f"\nhint: {one_line(diagnostic.hint)}"
    return f"::{diagnostic.severity} {written}::{_escaped(told, _IN_TEXT)}\n"


def _escaped(text: str, signs: dict[str, str]) -> str:
    return "".join(signs.get(sign, sign) for sign in text)
