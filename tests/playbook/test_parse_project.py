"""What `advisor.yaml` says: paths as they lead from here, and each problem in its exact words."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from advisor.cli.check.codes import all_codes
from advisor.playbook.parse_project import read_project
from advisor.playbook.project import Project
from advisor.source.diagnostic import Diagnostic
from advisor.source.errors import PlaybookError


@pytest.fixture(autouse=True)
def _coach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("coach/my-rules", "coach/examples", "coach/deep"):
        Path(tmp_path, folder).mkdir(parents=True)
    Path(tmp_path, "coach/laura.yaml").touch()
    Path(tmp_path, "others.yaml").touch()
    monkeypatch.chdir(tmp_path / "coach")


def read(text: str) -> Project:
    Path("advisor.yaml").write_text(text, encoding="utf-8")
    return read_project("advisor.yaml")


def read_or_problems() -> tuple[Project | None, tuple[Diagnostic, ...]]:
    try:
        return read_project("advisor.yaml"), ()
    except PlaybookError as error:
        return None, error.diagnostics


def problems(text: str) -> list[str]:
    """What is wrong with a project, each in one line, after the name of its file."""
    with pytest.raises(PlaybookError) as raised:
        read(text)
    told = [str(problem).replace("\n    hint", "; hint") for problem in raised.value.diagnostics]
    assert all(line.startswith("advisor.yaml:") for line in told)
    return [line.removeprefix("advisor.yaml:") for line in told]


def test_every_part() -> None:
    project = read(
        "rules: [package:advisor, my-rules]\nscenarios: examples\nstate: laura.yaml\nwithout: [platform]\n"
    )

    assert project == Project(
        "advisor.yaml", ("package:advisor", "my-rules"), ("examples",), "laura.yaml", ("platform",)
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rules: my-rules", Project("advisor.yaml", rules=("my-rules",))),
        ("rules: [./my-rules/]", Project("advisor.yaml", rules=("my-rules",))),
        ("rules: deep/../my-rules", Project("advisor.yaml", rules=("my-rules",))),
        (
            "scenarios: [examples, ../others.yaml]",
            Project("advisor.yaml", scenarios=("examples", "../others.yaml")),
        ),
        ("rules: []\nscenarios: []", Project("advisor.yaml")),
        ('{"without": "platform"}', Project("advisor.yaml", without=("platform",))),
    ],
)
def test_one_part(text: str, expected: Project) -> None:
    assert read(text) == expected


def test_paths_are_seen_from_the_file_wherever_one_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    read("rules: [my-rules, package:advisor]\nstate: laura.yaml\nscenarios: ../others.yaml\n")
    monkeypatch.chdir("deep")

    assert read_project("../advisor.yaml") == Project(
        "../advisor.yaml", ("../my-rules", "package:advisor"), ("../../others.yaml",), "../laura.yaml"
    )


def test_what_is_only_begun_need_not_be_there() -> None:
    Path("advisor.yaml").write_text("rules: soon\nstate: later.yaml\n")

    assert read_project("advisor.yaml", begun=True) == Project("advisor.yaml", ("soon",), state="later.yaml")


SAMPLE = (
    'hint: a project says where things are, as in "rules: my-rules"; rename the file if it is something else'
)
PARTS = "rules, scenarios, state, without"
AROUND = "holds this file, which would be read as one of them; hint: give them a folder of their own, such as"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", f"1:1: error[no-project]: the project is empty; {SAMPLE}"),
        ("# nothing\n", f"1:1: error[no-project]: the project is empty; {SAMPLE}"),
        (
            "{}",
            f"1:1: error[no-project]: a project is a mapping that holds some of {PARTS}; {SAMPLE}",
        ),
        (
            "- rules",
            f"1:1: error[no-project]: a project is a mapping that holds some of {PARTS}; {SAMPLE}",
        ),
        (
            "as_of: 2026-11-21\nprofile: {}\n",
            f'1:1: error[no-project]: this is no project: it has "as_of", and none of {PARTS}; {SAMPLE}',
        ),
        ("rulez: x", '1:1: error[unknown-key]: a project has no key "rulez"; hint: did you mean "rules"?'),
        (
            "rules: my-rules\npeople: x",
            f'2:1: error[unknown-key]: a project has no key "people"; hint: the keys here are {PARTS}',
        ),
        (
            "rules: my-ruels",
            '1:8: error[file-missing]: a project, rules: there is no "my-ruels"; '
            'hint: did you mean "my-rules"?',
        ),
        (
            "rules: {a: my-rules}",
            "1:8: error[wrong-shape]: a project, rules: found a mapping, expected a list; "
            'hint: start each item with "- ", or write [one, two]',
        ),
        ("rules:", "1:7: error[wrong-shape]: a project, rules: found nothing, expected text"),
        (
            "rules: package:nothing_here",
            '1:8: error[missing-playbook]: a project, rules: there is no Python package "nothing_here"; '
            "hint: install it into the Python that runs the advisor, or name a folder",
        ),
        (
            "rules: .",
            f'1:8: error[wrong-value]: a project, rules: the folder "." {AROUND} "my-rules"',
        ),
        (
            "scenarios: [examples, ..]",
            f'1:23: error[wrong-value]: a project, scenarios: the folder ".." {AROUND} "my-scenarios"',
        ),
        (
            "scenarios: [[examples]]",
            "1:13: error[wrong-shape]: a project, scenarios: found a list, expected text",
        ),
        ("state: [laura.yaml]", "1:8: error[wrong-shape]: a project, state: found a list, expected text"),
        (
            "state: examples",
            '1:8: error[wrong-value]: a project, state: "examples" is a folder, expected a file; '
            "hint: name the file of one state",
        ),
        (
            'state: "-"',
            '1:8: error[wrong-value]: a project, state: "-" is standard input, expected a file; '
            "hint: name the file of one state",
        ),
        (
            "state: lara.yaml",
            '1:8: error[file-missing]: a project, state: there is no "lara.yaml"; '
            'hint: did you mean "laura.yaml"?',
        ),
        ("without: {a: b}", "1:10: error[wrong-shape]: a project, without: found a mapping, expected a list"),
        ("rules: my-rules\nrules: x", "2:1: error[yaml-duplicate-key]"),
    ],
)
def test_a_problem(text: str, expected: str) -> None:
    told = problems(text)

    assert len(told) == 1
    assert told[0].startswith(expected)


def test_a_character_that_no_path_has_is_told_as_such() -> None:
    assert [line.partition(": the text")[0] for line in problems('rules: "my\\0rules"')] == [
        "1:8: error[file-character]",
        '1:8: error[file-missing]: a project, rules: there is no "my\0rules"; hint: did you mean "my-rules"?',
    ]


def test_all_problems_come_at_once() -> None:
    told = problems("rulez: a\nscenarios: nowhere\nstate: [b]\nwithout:\n")

    assert [line.partition(":")[0] for line in told] == ["1", "2", "3", "4"]


_TEXTS = st.sampled_from(
    ["my-rules", "examples", "laura.yaml", "", ".", "..", "-", "package:", "~", "\0", "a/b"]
)
_VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), _TEXTS, st.text(max_size=9)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=2),
    max_leaves=5,
)


@given(
    st.dictionaries(
        st.sampled_from(["rules", "scenarios", "state", "without", "rulez", "x"]), _VALUES, max_size=4
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_file_says_it_is_a_project_or_has_problems_in_it(values: dict[str, object]) -> None:
    Path("advisor.yaml").write_text(json.dumps(values), encoding="utf-8")

    project, found = read_or_problems()

    assert {problem.location.file for problem in found} <= {"advisor.yaml"}
    assert {problem.code for problem in found} <= all_codes().keys()
    assert (project is None) == bool(found)
    if project is not None:
        places = [*project.rules, *project.scenarios, *filter(None, [project.state])]
        assert all(Path(place).exists() for place in places)


def test_a_file_that_cannot_be_read() -> None:
    Path("advisor.yaml").symlink_to("nowhere")

    with pytest.raises(PlaybookError) as raised:
        read_project("advisor.yaml")

    assert [problem.code for problem in raised.value.diagnostics] == ["file-missing"]
