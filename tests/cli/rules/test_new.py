"""`advisor rules new`: what it writes passes at once, all or nothing, and nothing is overwritten."""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from advisor.source import new_files
from tests.cli.command import RULES, run
from tests.schemas.reading import of, underlined

BEGUN = [
    "advisor.yaml",
    "my-rules/my-first.yaml",
    "my-rules/playbook.schema.json",
    "my-rules/playbook.yaml",
    "my-scenarios/my-first.yaml",
    "my-scenarios/scenario.schema.json",
]
TOLD = """\
advisor.yaml                       what commands take here
my-rules/playbook.yaml             what your rules build on
my-rules/my-first.yaml             the rule, its field and its action
my-scenarios/my-first.yaml         one in which it speaks, one in which it must not
my-rules/playbook.schema.json      for completion in your editor
my-scenarios/scenario.schema.json  for completion in your editor
Change what the rule asks for and says, and then:
  advisor check
  advisor test
  advisor rules show my-first
"""


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(RULES, tmp_path / "tiny")
    (tmp_path / "coach").mkdir()
    monkeypatch.chdir(tmp_path / "coach")


def files() -> list[str]:
    return sorted(path.as_posix() for path in Path().rglob("*") if path.is_file())


def test_the_commands_that_it_names_pass_without_arguments() -> None:
    result = run("rules", "new", "my-first", "--rules", "../tiny")

    assert (result.exit_code, result.stdout, result.stderr) == (0, TOLD, "")
    assert files() == BEGUN
    checked, tested, shown = run("check"), run("test"), run("rules", "show", "my-first")
    assert (checked.exit_code, checked.stdout, checked.stderr) == (
        0,
        "My rules: 2 rules, 2 actions, 2 claims: no problems\n",
        "",
    )
    assert (tested.exit_code, tested.stdout) == (0, "2 scenarios: 2 passed, 0 failed\n")
    assert shown.stdout.startswith("my-first\nMy own rules · ")
    assert "Near miss: does not fire in" in shown.stdout
    assert run("test", "--coverage", "--fail-under", "100").exit_code == 0


def test_rules_on_top_of_the_shipped_playbook() -> None:
    wishes: dict[str, list[str]] = {
        "one": [],
        "for-a-profile": ["--for", "profile"],
        "for-a-client": ["--for", "client"],
        "to-check-in": ["--advise", "check-in"],
        "to-check-in-again": ["--advise", "check-in"],
        "to-refund": ["--advise", "cancel-and-refund", "--for", "contract"],
    }
    for name, options in wishes.items():
        result = run("rules", "new", name, *options)
        assert (result.exit_code, result.stderr) == (0, ""), name

    tested, checked = run("test"), run("check")
    assert "12 scenarios: 12 passed, 0 failed" in tested.stdout
    assert (checked.exit_code, checked.stderr) == (0, "")
    assert "extends: package:advisor" in Path("my-rules/playbook.yaml").read_text()


def test_it_has_a_field_of_its_own_that_is_asked_for() -> None:
    run("rules", "new", "my-first", "--rules", "../tiny")
    Path("laura.yaml").write_text("as_of: 2026-11-21\ncontracts: [{id: x, title: Poster}]\n")

    advice = json.loads(run("advise", "laura.yaml", "--format", "json").stdout)

    asked = [question for question in advice["questions"] if question["path"] == "contracts.x.fits_my_first"]
    assert len(asked) == 1
    assert "Is this a case for my-first?" in asked[0].values()


def test_editors_find_the_schemas_and_have_nothing_to_underline() -> None:
    run("rules", "new", "my-first", "--rules", "../tiny")
    run("rules", "new", "my-second", "--advise", "check-in")

    for path in (name for name in files() if name.endswith(".yaml") and name != "advisor.yaml"):
        text = Path(path).read_text(encoding="utf-8")
        schema = text.splitlines()[0].removeprefix("# yaml-language-server: $schema=")
        found = json.loads(Path(path).with_name(schema).read_text(encoding="utf-8"))
        assert underlined(of(found), text) == [], path


def test_a_later_rule_renews_the_schemas_and_nothing_else() -> None:
    run("rules", "new", "my-first", "--rules", "../tiny")
    before = {path: Path(path).read_bytes() for path in files()}

    result = run("rules", "new", "my-second")

    assert result.stdout.splitlines()[:3] == [
        "my-rules/my-second.yaml      the rule, its field and its action",
        "my-scenarios/my-second.yaml  one in which it speaks, one in which it must not",
        "Change what the rule asks for and says, and then:",
    ]
    changed = {path for path, content in before.items() if Path(path).read_bytes() != content}
    assert changed == {"my-rules/playbook.schema.json", "my-scenarios/scenario.schema.json"}
    assert "fits_my_second" in Path("my-rules/playbook.schema.json").read_text()


@pytest.mark.usefixtures("no_superuser")
def test_a_schema_that_cannot_be_renewed_keeps_the_rule_from_being_written() -> None:
    run("rules", "new", "my-first", "--rules", "../tiny")
    Path("my-rules/playbook.schema.json").chmod(0o444)

    result = run("rules", "new", "my-second")

    assert (result.exit_code, result.stdout) == (74, "")
    assert "cannot write my-rules/playbook.schema.json: it is read-only; nothing was written" in result.stderr
    assert files() == BEGUN


def test_it_goes_where_it_is_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("rules", "new", "my-first", "--rules", "../tiny", "--into", "a b")

    assert result.exit_code == 0
    assert files() == [f"a b/{path}" for path in BEGUN]
    assert "and then in 'a b':\n" in result.stdout
    monkeypatch.chdir("a b/my-scenarios")
    assert run("test").stdout == "2 scenarios: 2 passed, 0 failed\n"
    assert run("rules", "new", "my-second").exit_code == 0
    assert Path("my-second.yaml").exists()


def test_the_folders_of_a_project_are_taken() -> None:
    Path("advisor.yaml").write_text('rules: ["../tiny", house]\nscenarios: [more.yaml, examples]\n')
    Path("more.yaml").write_text("scenarios: []\n")

    assert run("rules", "new", "my-first").exit_code == 0
    assert files() == [
        "advisor.yaml",
        "examples/my-first.yaml",
        "examples/scenario.schema.json",
        "house/my-first.yaml",
        "house/playbook.schema.json",
        "more.yaml",
    ]
    Path("more.yaml").unlink()
    Path("advisor.yaml").write_text('rules: ["../tiny", house]\nscenarios: examples\n')
    assert run("check").stdout == "tiny: 2 rules, 2 actions, 2 claims: no problems\n"
    assert run("test").stdout == "2 scenarios: 2 passed, 0 failed\n"


def test_a_folder_that_a_project_only_names_so_far_begins_a_playbook() -> None:
    Path("advisor.yaml").write_text("rules: house\nscenarios: examples\n")

    assert run("rules", "new", "my-first").exit_code == 0
    assert "package:advisor" in Path("house/playbook.yaml").read_text()
    assert run("test").exit_code == 0


@pytest.mark.parametrize(("head", "rules"), [(True, "my-rules"), (False, '["../tiny", my-rules]')])
def test_rules_that_were_there_before_become_a_project(head: bool, rules: str) -> None:
    Path("my-rules").mkdir()
    extends = "playbook: {name: Mine, extends: ../../tiny}\n" if head else ""
    Path("my-rules/old.yaml").write_text(extends + "policy: {late: {type: days, value: 5}}\n")

    result = run("rules", "new", "my-first", *([] if head else ["--rules", "../tiny"]))

    assert (result.exit_code, result.stderr) == (0, "")
    assert f"rules: {rules}\n" in Path("advisor.yaml").read_text()
    assert not Path("my-rules/playbook.yaml").exists()
    assert (run("check").exit_code, run("test").exit_code) == (0, 0)


@pytest.mark.parametrize("path", ["my-rules/my-first.yaml", "my-scenarios/my-first.yaml"])
def test_nothing_is_overwritten(path: str) -> None:
    Path(path).parent.mkdir()
    Path(path).write_text("entities: {}\n")

    result = run("rules", "new", "my-first", "--rules", "../tiny")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[-1].endswith("is there already: give the rule another name.")
    assert files() == [path]
    assert Path(path).read_text() == "entities: {}\n"


def test_what_is_in_the_way_is_told_and_nothing_is_written() -> None:
    Path("my-rules").mkdir()
    Path("my-rules/playbook.schema.json").write_text("mine")
    Path("advisor.yaml").mkdir()

    result = run("rules", "new", "my-first", "--rules", "../tiny")

    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == "Error: advisor.yaml is in the way: move it away."
    assert files() == ["my-rules/playbook.schema.json"]
    Path("advisor.yaml").rmdir()
    assert run("rules", "new", "my-first", "--rules", "../tiny").exit_code == 0
    assert Path("my-rules/playbook.schema.json").read_text() == "mine"


def test_a_disk_that_is_full_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def create(texts: Mapping[str, str]) -> None:
        def full(handle: int) -> None:
            raise OSError(28, "No space left on device", list(texts)[3])

        count = iter(range(9))
        monkeypatch.setattr(os, "fsync", lambda handle: None if next(count) < 3 else full(handle))
        whole(texts)

    whole = new_files.create_files
    monkeypatch.setattr(new_files, "create_files", create)

    result = run("rules", "new", "my-first", "--rules", "../tiny")

    assert (result.exit_code, result.stdout) == (74, "")
    assert result.stderr == (
        "Error: cannot write my-scenarios/my-first.yaml: No space left on device; nothing was written\n"
    )
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            ["My-Rule"],
            '"My-Rule" cannot be the new rule: a new rule is called in lower-case words with hyphens',
        ),
        (["../evil"], '"../evil" cannot be the new rule'),
        (["a\nb"], '"a b" cannot be the new rule'),
        (["x" * 61], "it is longer than 60 letters"),
        (["nul"], "to a computer the word means something else"),
        (["ask-when-idle"], "the playbook has a rule of that name"),
        (["check-in"], "the playbook has an action of that name, which --advise check-in would advise"),
        (["mine", "--for", "contrat"], 'there is no kind of subject "contrat": did you mean "contract"?'),
        (["mine", "--advise", "chek-in"], 'there is no action "chek-in": did you mean "check-in"?'),
        (
            ["mine", "--advise", "check-in", "--for", "profile"],
            "check-in is for a contract, not for a profile.",
        ),
    ],
)
def test_what_cannot_be_begun_is_wrong_usage(arguments: list[str], expected: str) -> None:
    result = run("rules", "new", *arguments, "--rules", "../tiny")

    assert (result.exit_code, result.stdout) == (2, "")
    assert expected in " ".join(result.stderr.split())
    assert list(Path().iterdir()) == []


@pytest.mark.parametrize(
    ("project", "arguments", "expected"),
    [
        (
            "rules: house\nscenarios: examples\n",
            ["--rules", "../tiny"],
            "--rules is for the first rule of a project; what rules build on is told in advisor.yaml.",
        ),
        (
            "scenarios: examples\n",
            [],
            'advisor.yaml names no folder of rules: add one to it, as in "rules: my-rules".',
        ),
        (
            "rules: package:advisor\n",
            [],
            'advisor.yaml names no folder of rules: add one to it, as in "rules:',
        ),
        (
            "rules: house\n",
            [],
            'advisor.yaml names no folder of scenarios: add one to it, as in "scenarios: my-',
        ),
    ],
)
def test_a_project_without_a_place_for_it(project: str, arguments: list[str], expected: str) -> None:
    Path("advisor.yaml").write_text(project)

    result = run("rules", "new", "my-first", *arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert expected in result.stderr
    assert files() == ["advisor.yaml"]


def test_a_project_with_problems_is_told() -> None:
    Path("advisor.yaml").write_text("rulez: house\n")

    result = run("rules", "new", "my-first")

    assert (result.exit_code, result.stdout) == (3, "")
    assert "error[unknown-key]" in result.stderr


def test_a_field_of_that_name_is_told() -> None:
    Path("../tiny/more.yaml").write_text("entities: {contract: {fields: {fits_my_first: {type: flag}}}}\n")

    result = run("rules", "new", "my-first", "--rules", "../tiny")

    assert result.exit_code == 2
    assert "fits_my_first, the field that comes with it, is there already." in result.stderr
