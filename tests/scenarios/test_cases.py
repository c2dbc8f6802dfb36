"""Rows, days and defaults mean what the scenarios mean that they stand for, written out by hand."""

import random
from pathlib import Path

import pytest
from hypothesis import settings

from advisor.advice.api import Playbook
from advisor.scenarios import Scenario, load_scenarios, run_scenarios
from advisor.source.errors import ScenarioError
from tests.scenarios.toy import NORA, TOY, toy

EXAMPLES = settings.get_profile("advisor").max_examples
STATES = ("nora.yaml", "{profile: {tired: true}, clients: [{id: bob, kind: person}]}")
DAYS = ("2026-11-17", "2026-11-18", "2026-11-21", "2026-11-28", "2026-12-01")
CHANGES = (
    "profile.tired: true",
    "profile.tired: null",
    "profile.score: 90",
    "clients.bob.kind: company",
    "clients.zoe: {name: Zoe, kind: person}",
    "clients.nobody.kind: company",
    "policy.soon: 3 days",
)
EXPECTED = (
    "{recommended: [greet@bob]}",
    "{not_recommended: [rest, greet@*]}",
    "{recommended: [{action: rest, rank: 1, says: sleep}], exact: true}",
    "{asked: [profile.tired]}",
    "{not_asked: [clients.*.kind]}",
)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("nora.yaml").write_text(NORA)


def read(text: str) -> tuple[Scenario, ...]:
    Path("it.yaml").write_text(text)
    return load_scenarios(["it.yaml"], toy())


class Table:
    """A scenario with rows or days, made by chance, and what it stands for, written out by hand."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        shared = {"as_of": chance.choice(DAYS), "state": chance.choice(STATES), "without": "[]"}
        self.defaults = {key: value for key, value in shared.items() if chance.random() < 0.5}
        self.own = {key: value for key, value in shared.items() if key not in self.defaults}
        if "as_of" in self.defaults and chance.random() < 0.3:
            self.own["as_of"] = chance.choice(DAYS)
        self.base = self.changes()
        self.is_story = chance.random() < 0.5

    def changes(self) -> list[str]:
        chosen = self.chance.sample(CHANGES, self.chance.randrange(3))
        return list({change.partition(":")[0]: change for change in chosen}.values())

    def short(self, cases: list[tuple[str, list[str], str]]) -> str:
        own = {key: value for key, value in self.own.items() if key != "as_of" or not self.is_story}
        lines = [f"defaults: {{{', '.join(f'{key}: {value}' for key, value in self.defaults.items())}}}"]
        lines += ["scenarios:", "- name: it", *(f"  {key}: {value}" for key, value in own.items())]
        lines += [
            f"  with: {{{', '.join(self.base)}}}" if self.base else "",
            "  days:" if self.is_story else "  rows:",
        ]
        for called, changes, expect in cases:
            head = f"{called}: " if self.is_story else "- "
            lines.append(f"    {head}{{with: {{{', '.join(changes)}}}, expect: {expect}}}")
        return "\n".join(lines) + "\n"

    def long(self, cases: list[tuple[str, list[str], str]]) -> str:
        given = self.defaults | self.own
        lines, said = ["scenarios:"], list(self.base)
        for called, changes, expect in sorted(cases) if self.is_story else cases:
            said = [*(said if self.is_story else self.base), *changes]
            latest = {change.partition(":")[0]: change for change in said}  # the keys of a mapping differ
            as_of = called if self.is_story else given["as_of"]
            lines += [f'- name: "it: {called}"', f"  as_of: {as_of}", f"  state: {given['state']}"]
            lines += [f"  with: {{{', '.join(latest.values())}}}", f"  expect: {expect}"]
        return "\n".join(lines) + "\n"

    def cases(self) -> list[tuple[str, list[str], str]]:
        names = self.chance.sample(DAYS, 3) if self.is_story else [f"row {number}" for number in (1, 2, 3)]
        return [(name, self.changes(), self.chance.choice(EXPECTED)) for name in names]


def outcome(text: str) -> object:
    """What a file comes to: its scenarios with what differs in each, or how many problems it has."""
    try:
        scenarios = read(text)
    except ScenarioError as error:
        return {diagnostic.message for diagnostic in error.diagnostics}
    results = run_scenarios(toy(), scenarios)
    return [
        (result.scenario, [(one.kind, one.item, one.message) for one in result.differences])
        for result in results
    ]


def test_a_table_or_a_story_is_the_scenarios_that_it_stands_for() -> None:
    chance = random.Random(8)
    read_both = 0
    for _ in range(EXAMPLES):
        table = Table(chance)
        cases = table.cases()
        short, long = outcome(table.short(cases)), outcome(table.long(cases))
        assert short == long, table.short(cases)
        read_both += isinstance(short, list)

    assert read_both > EXAMPLES / 4


def test_a_day_keeps_what_changed_before_it_in_whatever_order_days_are_written() -> None:
    [first, second] = read(
        "scenarios:\n- name: it\n  state: nora.yaml\n  days:\n"
        "    2026-11-28: {expect: {recommended: [rest]}}\n"
        "    2026-11-21: {with: {profile.tired: true}, expect: {recommended: [rest]}}\n"
    )

    assert [first.name, second.name] == ["it: 2026-11-21", "it: 2026-11-28"]
    assert all(result.passed for result in run_scenarios(toy(), [first, second]))


def test_rows_are_named_by_number_or_by_name_and_stand_where_they_are_written() -> None:
    [one, two] = read(
        "defaults: {as_of: 2026-11-21, state: nora.yaml}\nscenarios:\n- name: it\n  rows:\n"
        "  - {expect: {not_recommended: [rest]}}\n"
        "  - expect: {recommended: [rest]}\n    name: a   tired one\n    with: {profile.tired: true}\n"
    )

    assert (one.name, str(one.location)) == ("it: row 1", "it.yaml:5:5")
    assert (two.name, str(two.location)) == ("it: a tired one", "it.yaml:7:11")


def test_a_scenario_may_leave_out_other_rules_than_the_defaults_say() -> None:
    Path("other.yaml").write_text(
        "ruleset: other\nrules: [{id: rest-always, for: profile, when: {tired: known}, advise: rest, "
        'priority: low, because: "So.", claims: [T1-01]}]\n'
    )
    Path("it.yaml").write_text(
        "defaults: {as_of: 2026-11-21, state: nora.yaml, without: other}\nscenarios:\n"
        "- {name: a, expect: {not_recommended: [rest]}}\n"
        "- {name: b, without: [], expect: {recommended: [rest]}}\n"
    )
    playbook = Playbook.load(TOY, "other.yaml")

    one, other = load_scenarios(["it.yaml"], playbook)

    assert (one.without, other.without) == (("other",), ())
    assert all(result.passed for result in run_scenarios(playbook, [one, other]))
