"""`advisor schema`: what it prints, of which playbook, and what it says of one with problems."""

import json
from pathlib import Path

import pytest

from advisor.source.json_text import to_json
from tests.cli.command import RULES, run
from tests.schemas.reading import KINDS, shipped

BROKEN = """\
actions:
  my-action: {for: contract, title: Do it, effort: low}
  other: {for: contract, title: Do it, effort: lots}
"""


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_of_the_shipped_playbook(kind: str) -> None:
    result = run("schema", kind)

    assert (result.exit_code, result.stdout, result.stderr) == (0, to_json(KINDS[kind](shipped())), "")


def test_the_schema_of_another_playbook() -> None:
    schema = json.loads(run("schema", "state", "--rules", RULES).stdout)

    assert schema["description"] == "A person, as the playbook tiny asks for one."
    assert list(schema["properties"]) == ["as_of", "profile", "contracts", "policy", "sources"]
    assert list(schema["definitions"]["contract.named"]["properties"]) == ["title", "idle", "id"]


def test_a_playbook_with_problems_has_a_schema_of_what_could_be_read(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(BROKEN)

    result = run("schema", "playbook", "--rules", RULES, "--rules", str(tmp_path))

    offered = json.loads(result.stdout)["definitions"]["action.contract"]["anyOf"]
    assert result.exit_code == 0
    assert [choice.get("const") for choice in offered] == ["check-in", "my-action", None]
    assert result.stderr == (
        "The playbook has 2 problems; the schema knows what could be read of it.\n"
        f"To see what is wrong: advisor check {RULES} {tmp_path}\n"
    )


def test_where_nothing_can_be_read_there_is_no_schema(tmp_path: Path) -> None:
    result = run("schema", "playbook", "--rules", str(tmp_path))

    assert (result.exit_code, result.stdout) == (3, "")
    assert "empty-playbook" in result.stderr


def test_an_unknown_kind_is_wrong_usage() -> None:
    assert run("schema", "rules").exit_code == 2
