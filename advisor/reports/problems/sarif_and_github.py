"""Problems in files for build servers: annotations of GitHub Actions, and SARIF 2.1.0 for code scanning."""

import os
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

from advisor.reports.terminal.printable import one_line
from advisor.source.diagnostic import Diagnostic, Location
from advisor.source.json_text import JsonObject, to_json


def path_from(file: str, root: str) -> str:
    """The file relative to the folder `root`, with "/" between folders; absolute where it lies elsewhere."""
    path = os.path.abspath(file)
    above = os.path.join(root, "")
    if path.startswith(above):
        path = path[len(above) :]
    elif path == os.path.normpath(root):
        path = "."
    return path.replace(os.sep, "/")


def uri_from(file: str, root: str) -> str:
    """The same as a URI: a relative one below `root`, else one that begins with "file:"."""
    path = path_from(file, root)
    quoted = quote(path.encode("utf-8", "surrogateescape"))  # whatever the locale says of names
    return f"file://{'' if path.startswith('/') else '/'}{quoted}" if os.path.isabs(path) else quoted


_IN_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = _IN_TEXT | str.maketrans({":": "%3A", ",": "%2C"})


def github_commands(diagnostics: Sequence[Diagnostic], *, root: str) -> str:
    """A line a problem, `::error file=...,line=...,col=...,title=CODE::message`; files named from `root`."""
    return "".join(_command(diagnostic, root) for diagnostic in diagnostics)


def _command(diagnostic: Diagnostic, root: str) -> str:
    place = diagnostic.location
    properties = {
        "file": path_from(place.file, root),
        "line": str(place.line),
        "col": str(place.column),
        "title": diagnostic.code,
    }
    head = ",".join(f"{name}={text.translate(_IN_PROPERTIES)}" for name, text in properties.items())
    message = one_line(diagnostic.message)
    if diagnostic.hint:
        message += f"\nhint: {one_line(diagnostic.hint)}"
    return f"::{diagnostic.severity} {head}::{message.translate(_IN_TEXT)}\n"


_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif_json(
    diagnostics: Sequence[Diagnostic],
    *,
    meanings: Mapping[str, str],
    page_of: Callable[[str], str],
    root: str,
    version: str,
    ignored: Sequence[tuple[Diagnostic, str]] = (),
    ascii_only: bool = False,
) -> str:
    """One run of the checker as a SARIF log.

    Each code that was found is a rule, with its meaning and its page as help; files are relative to the
    folder `root`.  A page "" gives no help.  Columns count characters, from 1.  Problems that are `ignored`,
    each for a reason, are suppressed results.
    """
    found = [*diagnostics, *(diagnostic for diagnostic, _ in ignored)]
    codes = list(dict.fromkeys(diagnostic.code for diagnostic in found))
    levels = {diagnostic.code: diagnostic.severity for diagnostic in found}
    rules = [_rule(code, levels[code], meanings.get(code, ""), page_of(code)) for code in codes]
    results = [_result(diagnostic, codes.index(diagnostic.code), root) for diagnostic in found]
    for result, (_, reason) in zip(results[len(diagnostics) :], ignored, strict=True):
        result["suppressions"] = [{"kind": "inSource", "justification": reason}]
    driver = {"name": "advisor", "version": version, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return to_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ascii_only=ascii_only)


def _rule(code: str, level: str, meaning: str, page: str) -> JsonObject:
    rule: JsonObject = {"id": code}
    if meaning:
        rule["shortDescription"] = {"text": meaning}
    if page:  # `helpUri` must be absolute, and the pages come with the tool
        rule["help"] = {"text": page, "markdown": page}
    return rule | {"defaultConfiguration": {"level": level}}


def _result(diagnostic: Diagnostic, index: int, root: str) -> JsonObject:
    text = f"{diagnostic.message}\nhint: {diagnostic.hint}" if diagnostic.hint else diagnostic.message
    result: JsonObject = {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": diagnostic.severity,
        "message": {"text": text},
        "locations": [_place(diagnostic.location, root)],
    }
    if diagnostic.related:
        result["relatedLocations"] = [_place(place, root) for place in diagnostic.related]
    return result


def _place(place: Location, root: str) -> JsonObject:
    location = {
        "artifactLocation": {"uri": uri_from(place.file, root)},
        "region": {"startLine": place.line, "startColumn": place.column},
    }
    return {"physicalLocation": location}
