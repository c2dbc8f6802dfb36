"""Mutants of the toy playbook, and scenarios to try them on."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from advisor.advice.advise import Adviser
from advisor.advice.api import Playbook
from advisor.engine.run import Program
from advisor.playbook.model import RuleBase
from advisor.scenarios import Scenario, load_scenarios, run_scenarios
from advisor.scenarios.mutation.model import Mutant, MutationReport
from advisor.scenarios.mutation.rules import mutants_of
from advisor.scenarios.mutation.run import mutation_report, suite_data
from advisor.scenarios.mutation.suite import MutantRun, Suite
from tests.scenarios.toy import NORA, TOY, toy


def mutants(rule: str, words: str = "") -> list[Mutant]:
    """The mutants of one rule (or parameter) of the toy playbook whose words hold these."""
    tried = mutants_of(toy().content).tried
    return [mutant for mutant in tried if mutant.name == rule and words in mutant.words]


def scenarios(*items: str, playbook: Playbook | None = None) -> tuple[Scenario, ...]:
    """Scenarios on Nora's state, of the toy playbook if no other: the text after `name:` of each."""
    folder = Path("scenarios")
    folder.mkdir(exist_ok=True)
    (folder / "nora.yaml").write_text(NORA)
    text = "".join(
        f"- name: number {number}\n  as_of: 2026-11-21\n  state: nora.yaml\n  {item}\n"
        for number, item in enumerate(items)
    )
    (folder / "some.yaml").write_text(f"scenarios:\n{text}")
    return load_scenarios(["scenarios/some.yaml"], playbook or toy())


@cache
def report_of_one() -> MutationReport:
    """What becomes of all mutants of the toy playbook where one scenario talks to an angry client."""
    return mutation_report(toy(), scenarios("expect: {recommended: [talk@c-1]}"), jobs=1)


def playbook_of(content: RuleBase) -> Playbook:
    """A playbook ready to review, compiled anew from its content."""
    return Playbook(content, Adviser(Program(content)), content)


def toy_with(more: str, file: str = "more.yaml") -> Playbook:
    """The toy playbook with a text on top of it, which is written into this file."""
    Path(file).write_text(more)
    return Playbook.load(TOY, file)


def is_killed_slowly(mutant: Mutant, playbook: Playbook, scenario: Scenario) -> bool:
    """Whether the scenario kills the mutant, found the slow way: compiled, reviewed, worded, compared."""
    changed = playbook_of(mutant.applied(playbook.content))
    [result] = run_scenarios(changed, [scenario])
    return not result.passed


def quick_and_slow(
    tried: Iterable[Mutant], playbook: Playbook, chosen: Sequence[Scenario]
) -> tuple[list[tuple[str, str, bool]], set[str]]:
    """Each mutant on each scenario both ways: where they disagree, and the words of those killed quickly.

    A disagreement is the mutant's words, the scenario's name, and what the quick trial says.
    """
    suite = Suite(suite_data(playbook, chosen))
    disagree: list[tuple[str, str, bool]] = []
    killed: set[str] = set()
    for mutant in tried:
        run = MutantRun(mutant, suite)
        for baseline in suite.baselines:
            quick, slow = run.is_killed(baseline), is_killed_slowly(mutant, playbook, baseline.scenario)
            if quick != slow:
                disagree.append((mutant.words, baseline.scenario.name, quick))
            if quick:
                killed.add(mutant.words)
    return disagree, killed
