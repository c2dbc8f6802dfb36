"""Problems as SARIF: the whole log, and that it is one by the standard's own schema."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator

from advisor.reports.problems.sarif_and_github import sarif_json
from advisor.source.diagnostic import Diagnostic, Location, Severity

SCHEMA = Path(__file__).with_name("schemas") / "sarif-2.1.0-rtm.5.json"
VALIDATOR = Draft4Validator(
    json.loads(SCHEMA.read_text(encoding="utf-8")), format_checker=Draft4Validator.FORMAT_CHECKER
)
ROOT = "/project"
MEANINGS = {"unknown-field": "No field has this name.", "unused": "Nobody uses it."}
UNKNOWN = Diagnostic(
    "unknown-field", Location("/project/rules/a b,ü:1.yaml", 3, 11), 'no field "idel"', 'did you mean "idle"?'
)
UNUSED = Diagnostic("unused", Location("/other/c.yaml", 2, 1), "so it is", severity=Severity.WARNING)


def log(*diagnostics: Diagnostic, page: str = "# A page\n") -> Any:
    text = sarif_json(diagnostics, meanings=MEANINGS, page_of=lambda code: page, root=ROOT, version="1.2")
    return json.loads(text)


def test_the_whole_log() -> None:
    run_log = log(UNKNOWN, UNUSED, UNKNOWN)

    help_text = {"text": "# A page\n", "markdown": "# A page\n"}
    first = {
        "ruleId": "unknown-field",
        "ruleIndex": 0,
        "level": "error",
        "message": {"text": 'no field "idel"\nhint: did you mean "idle"?'},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "rules/a%20b%2C%C3%BC%3A1.yaml"},
                    "region": {"startLine": 3, "startColumn": 11},
                }
            }
        ],
    }
    second = {
        "ruleId": "unused",
        "ruleIndex": 1,
        "level": "warning",
        "message": {"text": "so it is"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "file:///other/c.yaml"},
                    "region": {"startLine": 2, "startColumn": 1},
                }
            }
        ],
    }
    rules = [
        {
            "id": "unknown-field",
            "shortDescription": {"text": "No field has this name."},
            "help": help_text,
            "defaultConfiguration": {"level": "error"},
        },
        {
            "id": "unused",
            "shortDescription": {"text": "Nobody uses it."},
            "help": help_text,
            "defaultConfiguration": {"level": "warning"},
        },
    ]
    assert run_log == {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "advisor", "version": "1.2", "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": [first, second, first],
            }
        ],
    }


def test_nothing_found_is_a_run_without_results() -> None:
    (run,) = log()["runs"]

    assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])


def test_a_code_without_a_page_has_no_help() -> None:
    assert "help" not in log(UNKNOWN, page="")["runs"][0]["tool"]["driver"]["rules"][0]


def test_a_log_that_the_schema_refuses() -> None:
    """That it refuses anything: a schema that is read wrongly accepts all."""
    run_log = log(UNKNOWN)
    run_log["runs"][0]["results"][0]["level"] = "terrible"

    assert [list(error.absolute_path) for error in VALIDATOR.iter_errors(run_log)] == [
        ["runs", 0, "results", 0, "level"]
    ]


@pytest.mark.parametrize("diagnostics", [[], [UNKNOWN], [UNUSED, UNKNOWN]], ids=["none", "one", "two"])
def test_the_schema_takes_it(diagnostics: list[Diagnostic]) -> None:
    assert list(VALIDATOR.iter_errors(log(*diagnostics))) == []


@given(
    name=st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=20),
    message=st.text(max_size=20),
    hint=st.text(max_size=20),
)
def test_the_schema_takes_whatever_a_file_holds(name: str, message: str, hint: str) -> None:
    try:
        name.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # such a name no file has
        return
    diagnostic = Diagnostic("unknown-field", Location(name, 1, 1), message, hint)

    assert list(VALIDATOR.iter_errors(log(diagnostic))) == []


def test_other_places_are_related_locations() -> None:
    unused = Diagnostic(
        "unused", Location("/other/c.yaml", 2, 1), "-", related=(Location("/other/c.yaml", 5, 3),)
    )
    whole = log(unused)

    (result,) = whole["runs"][0]["results"]
    assert result["relatedLocations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "file:///other/c.yaml"},
                "region": {"startLine": 5, "startColumn": 3},
            }
        }
    ]
    assert list(VALIDATOR.iter_errors(whole)) == []


def test_what_is_ignored_is_suppressed() -> None:
    whole = json.loads(
        sarif_json(
            [UNKNOWN],
            meanings=MEANINGS,
            page_of=lambda code: "",
            root=ROOT,
            version="1.2",
            ignored=[(UNUSED, "it is to come")],
        )
    )

    results = whole["runs"][0]["results"]
    assert [result.get("suppressions") for result in results] == [
        None,
        [{"kind": "inSource", "justification": "it is to come"}],
    ]
    assert list(VALIDATOR.iter_errors(whole)) == []
