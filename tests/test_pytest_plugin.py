"""The pytest plugin in projects of all kinds: those that ask for it, and those that do not."""

from pathlib import Path

import pytest

import advisor
from tests.scenarios.toy import NORA, TOY

pytest_plugins = ["pytester"]

SCENARIOS = """\
scenarios:
  - {name: An angry client is talked to, as_of: 2026-11-21, state: states/nora.yaml,
     expect: {recommended: [talk@c-1]}}
  - {name: "Nora may rest: [now]", as_of: 2026-11-21, state: states/nora.yaml,
     expect: {recommended: [rest]}}
"""
EARLY = """\
ruleset: early
title: Early
rules:
  - {id: not-now, for: contract, when: {angry: true}, forbid: talk, because: So, claims: T1-01}
"""
ASKED = "[pytest]\nadvisor_rules = rules\n"


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A project with a playbook, scenarios and a test, that does not ask for anything."""
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("PYTHONPATH", str(Path(advisor.__file__).parents[1]))
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # others' plugins take longer than the tests
    write("rules/toy.yaml", Path(TOY).read_text())
    write("scenarios/states/nora.yaml", NORA)
    write("scenarios/nora.yaml", SCENARIOS)
    write("tests/test_one.py", "def test_one():\n    pass\n")
    write("pytest.ini", "[pytest]\n")
    return pytester


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def run(project: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """Run pytest with the plugin, whether or not the advisor is installed with its entry point.

    In a process of its own: within this one the rule engine would be loaded twice.
    """
    return project.runpytest_subprocess("-p", "advisor.pytest_plugin", *arguments, timeout=120)


def test_nothing_is_collected_unless_the_project_asks(project: pytest.Pytester) -> None:
    write("scenarios/theirs.yaml", "a: [b\n")

    run(project).assert_outcomes(passed=1)


@pytest.mark.parametrize(
    "options",
    [ASKED, "[pytest]\nadvisor_rules = rules\nadvisor_scenarios = scenarios/nora.yaml\n"],
)
def test_each_scenario_is_a_test_of_its_name(project: pytest.Pytester, options: str) -> None:
    write("pytest.ini", options)

    result = run(project, "-v")

    result.assert_outcomes(passed=2, failed=1)
    result.stdout.fnmatch_lines(
        [
            "scenarios/nora.yaml::An angry client is talked to PASSED *",
            "scenarios/nora.yaml::Nora may rest: [[]now[]] FAILED *",
            "tests/test_one.py::test_one PASSED *",
        ]
    )


def test_each_row_and_each_day_is_a_test(project: pytest.Pytester) -> None:
    write("pytest.ini", ASKED)
    write(
        "scenarios/nora.yaml",
        "defaults: {as_of: 2026-11-21, state: states/nora.yaml}\nscenarios:\n"
        "- name: Nora rests\n  rows:\n"
        "  - {name: when tired, with: {profile.tired: true}, expect: {recommended: [rest]}}\n"
        "  - {expect: {recommended: [rest]}}\n"
        "- name: All hurry\n  days:\n    2026-11-24: {expect: {recommended: [hurry@c-2]}}\n",
    )

    result = run(project, "-v", "scenarios")

    result.stdout.fnmatch_lines(
        [
            "scenarios/nora.yaml::Nora rests: when tired PASSED *",
            "scenarios/nora.yaml::Nora rests: row 2 FAILED *",
            "scenarios/nora.yaml::All hurry: 2026-11-24 PASSED *",
        ]
    )


def test_a_failure_is_told_as_by_the_command(project: pytest.Pytester) -> None:
    write("pytest.ini", ASKED)

    result = run(project, "scenarios/nora.yaml")

    shown = result.stdout.lines
    start = next(n for n, line in enumerate(shown) if line.startswith("___") and "Nora may rest" in line)
    assert shown[start + 1 : start + 7] == [
        "scenarios/nora.yaml:4:12: Nora may rest: [now]",
        "  scenarios/nora.yaml:5:29: rest: expected to be recommended, but no rule advises it",
        "  recommended are:",
        "    1. talk@c-1 (high)",
        "    2. hurry@c-2 (medium, by 2026-11-25)",
        "    3. greet@bob (low)",
    ]


def test_one_scenario_may_be_asked_for(project: pytest.Pytester) -> None:
    write("pytest.ini", ASKED)

    run(project, "scenarios/nora.yaml::An angry client is talked to").assert_outcomes(passed=1)


def test_problems_of_a_file_are_errors_of_collection(project: pytest.Pytester) -> None:
    write("pytest.ini", ASKED)
    write("scenarios/bad.yaml", SCENARIOS.replace("talk@c-1", "tlak@c-1"))

    result = run(project)

    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(
        [
            'scenarios/bad.yaml:3:29: error[[]unknown-action[]]: there is no action "tlak"',
            '    hint: did you mean "talk"?',
        ]
    )


def test_problems_of_the_playbook_are_told_once(project: pytest.Pytester) -> None:
    write("pytest.ini", ASKED)
    write("scenarios/more.yaml", SCENARIOS)
    write("rules/bad.yaml", "ruleset: [\n")

    result = run(project)

    result.assert_outcomes(errors=2)
    output = result.stdout.str()
    assert output.count("rules/bad.yaml:2:1: error[yaml-syntax]") == 1
    assert output.count("the playbook has problems, told above") == 1


def test_hidden_folders_and_states_hold_no_scenarios(project: pytest.Pytester) -> None:
    write("pytest.ini", "[pytest]\nadvisor_scenarios = scenarios\nadvisor_rules = rules\n")
    write("scenarios/more/.old/x.yaml", "a: [b\n")
    write("scenarios/more/notes.txt", "a")
    write("elsewhere/x.yaml", "a: [b\n")

    run(project, ".").assert_outcomes(passed=2, failed=1)


def test_without_rules_the_shipped_playbook_is_used(project: pytest.Pytester) -> None:
    write("pytest.ini", "[pytest]\nadvisor_scenarios = scenarios\n")
    write(
        "scenarios/nora.yaml",
        "scenarios:\n- {name: All is well, as_of: 2026-11-21, state: {profile: {job_success: 97}},\n"
        "   expect: {recommended: [keep-it-up]}}\n",
    )

    run(project, "scenarios").assert_outcomes(passed=1)


LEFT_OPEN = "rules: rules\nscenarios: [more, scenarios/nora.yaml]\n"


@pytest.mark.parametrize("asked", ["advisor_project = true", "advisor_rules = rules"])
def test_a_project_file_fills_in_what_is_left_open(project: pytest.Pytester, asked: str) -> None:
    write("pytest.ini", f"[pytest]\n{asked}\n")
    write("advisor.yaml", LEFT_OPEN)
    write("more/of-these.yaml", SCENARIOS.replace("states/nora.yaml", "../scenarios/states/nora.yaml"))
    write("scenarios/others.yaml", "a: [b\n")

    run(project).assert_outcomes(passed=3, failed=2)


def test_the_rules_of_a_project_file_are_used_without_what_it_leaves_out(project: pytest.Pytester) -> None:
    write("pytest.ini", "[pytest]\nadvisor_scenarios = scenarios\n")
    write("advisor.yaml", "rules: rules\nscenarios: nowhere-else\nwithout: [early]\n")
    write("nowhere-else/bad.yaml", "a: [b\n")
    write("rules/early/early.yaml", EARLY)

    run(project, "scenarios").assert_outcomes(passed=1, failed=1)
    write("advisor.yaml", "rules: rules\n")
    run(project, "scenarios").assert_outcomes(failed=2)
    write("advisor.yaml", "rules: rules\nwithout: [late]\n")
    result = run(project, "scenarios")
    result.assert_outcomes(errors=1)
    told = 'advisor.yaml:2:10: error[unknown-rules]: there is no rule set or folder "late"'
    assert told in result.stdout.str()


def test_a_project_file_alone_asks_for_nothing(project: pytest.Pytester) -> None:
    write("advisor.yaml", "rulez: nowhere\n")

    run(project).assert_outcomes(passed=1)


def test_problems_of_a_project_file_end_the_run(project: pytest.Pytester) -> None:
    write("pytest.ini", "[pytest]\nadvisor_project = yes\n")
    write("advisor.yaml", "rules: nowhere\n")

    result = run(project)

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    told = 'ERROR: advisor.yaml:1:8: error[file-missing]: a project, rules: there is no "nowhere"'
    assert told in result.stderr.str() + result.stdout.str()


def test_with_both_options_the_project_file_is_not_read(project: pytest.Pytester) -> None:
    write("pytest.ini", "[pytest]\nadvisor_rules = rules\nadvisor_scenarios = scenarios\n")
    write("advisor.yaml", "rulez: nowhere\n")

    run(project).assert_outcomes(passed=2, failed=1)
