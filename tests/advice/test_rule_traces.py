"""A conclusion that goes from row to row is told as deep as anyone reads, however long the way."""

from pathlib import Path

from advisor.advice.api import Playbook
from advisor.advice.explain import explain
from advisor.advice.explain_model import RuleTrace
from advisor.advice.items import Item
from advisor.advice.why_not import why_not
from advisor.facts.state import State
from advisor.reports.explain.as_json import why_json
from advisor.reports.explain.why import why_text
from advisor.reports.terminal.style import TerminalStyle

ROWS = 600
PLAYBOOK = """
playbook: {name: A chain of jobs}
entities:
  job:
    key: id
    links: {after: job}
    fields: {late: {type: flag, ask: "Is it late?"}}
  person: {single: true, fields: {}}
actions: {warn: {for: job, title: "Warn about {id}", effort: low, steps: ["Write."]}}
ruleset: jobs
rules:
  - {id: late, for: job, when: {late: true}, conclude: held, because: "It is late."}
  - {id: behind, for: job, when: {after.held: true}, conclude: held, because: "It waits for another one."}
  - {id: warned, for: job, when: {held: true}, advise: warn, priority: low, because: "It is held up."}
"""


def load(folder: Path, last: dict[str, object]) -> tuple[Playbook, State]:
    path = folder / "jobs.yaml"
    path.write_text(PLAYBOOK, encoding="utf-8")
    jobs: list[dict[str, object]] = [{"id": f"j{n}", "after": f"j{n + 1}"} for n in range(ROWS)]
    state = {"as_of": "2026-11-21", "jobs": [*jobs, {"id": f"j{ROWS}", **last}]}
    return Playbook.load(str(path)), State.from_values(state)


def depth(trace: RuleTrace) -> tuple[int, bool]:
    """How many rules lie within one another, going by the first, and whether the rest is left out."""
    rules = [rule for result in trace.conditions for rule in result.rules]
    if not rules:
        return 1, trace.deeper
    below, deeper = depth(rules[0])
    return below + 1, deeper


def test_why_tells_sixty_rules_within_one_another(tmp_path: Path) -> None:
    playbook, state = load(tmp_path, {"late": True})
    run = playbook.run(state)
    item = Item(playbook.content.actions["warn"], run.facts.rows["job"][0])

    told = explain(playbook.program, run, item)

    assert depth(told.advised[0]) == (61, True)
    assert "goes on too long" in why_text(told, TerminalStyle(), root=".")
    assert why_json(told).count('"too_deep": true') == 1


def test_why_not_tells_sixty_rules_within_one_another(tmp_path: Path) -> None:
    playbook, state = load(tmp_path, {})
    run = playbook.run(state)

    told = why_not(playbook, state, run, playbook.content.actions["warn"], run.facts.rows["job"][0])

    assert depth(told.misses[0].trace)[0] > 1
