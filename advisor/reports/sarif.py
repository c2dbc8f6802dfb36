"""Problems in files as SARIF 2.1.0, the format in which code scanning takes what tools find."""

from collections.abc import Callable, Mapping, Sequence

from advisor.reports.diagnostics_paths import uri_from
from advisor.reports.json_report import Json, to_json
from advisor.source.diagnostic import Diagnostic

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif_json(
    diagnostics: Sequence[Diagnostic],
    *,
    meanings: Mapping[str, str],
    page_of: Callable[[str], str],
    root: str,
    version: str,
    ascii_only: bool = False,
) -> str:
    """One run of the checker as a SARIF log.

    Each code that was found is a rule, with its meaning and its page as help; files are relative to the
    folder `root`.  A page "" gives no help.  Columns count characters, from 1.
    """
    codes = list(dict.fromkeys(diagnostic.code for diagnostic in diagnostics))
    levels = {diagnostic.code: diagnostic.severity.value for diagnostic in diagnostics}
    rules: list[Json] = [_rule(code, levels[code], meanings.get(code, ""), page_of(code)) for code in codes]
    results: list[Json] = [_result(each, codes.index(each.code), root) for each in diagnostics]
    driver: Json = {"name": "advisor", "version": version, "rules": rules}
    run: Json = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return to_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ascii_only=ascii_only)


def _rule(code: str, level: str, meaning: str, page: str) -> Json:
    rule: dict[str, Json] = {"id": code}
    if meaning:
        rule["shortDescription"] = {"text": meaning}
    if page:  # `helpUri` must be absolute, and the pages come with the tool
        rule["help"] = {"text": page, "markdown": page}
    return rule | {"defaultConfiguration": {"level": level}}


def _result(diagnostic: Diagnostic, index: int, root: str) -> Json:
    place = diagnostic.location
    told = f"{diagnostic.message}\nhint: {diagnostic.hint}" if diagnostic.hint else diagnostic.message
    location: Json = {
        "artifactLocation": {"uri": uri_from(place.file, root)},
        "region": {"startLine": place.line, "startColumn": place.column},
    }
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": index,
        "level": diagnostic.severity.value,
        "message": {"text": told},
        "locations": [{"physicalLocation": location}],
    }
