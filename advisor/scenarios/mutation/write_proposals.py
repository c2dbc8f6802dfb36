"""Proposed scenarios added to a scenario file: its new text, unwritten, and nothing taken on trust."""

import os

from advisor.advice.api import Playbook
from advisor.scenarios.load import read_scenarios
from advisor.scenarios.mutation.model import MutationReport
from advisor.scenarios.mutation.run import suite_data
from advisor.scenarios.mutation.scenario_text import with_scenarios
from advisor.scenarios.mutation.suite import MutantRun, Suite
from advisor.scenarios.run import Variants
from advisor.source.rewriting import CannotRewrite


def with_proposals(text: str, file: str, report: MutationReport, playbook: Playbook, whole: Playbook) -> str:
    """The text of a scenario file (maybe an empty one) with each proposal of the report at its end.

    It is read with the `whole` playbook, of which the one that the report is about may be a part.

    Raises ScenarioError where the file has problems, and CannotRewrite with the reason where the proposals
    would not stand in it, pass, and notice the changes that they are for.
    """
    before = read_scenarios(text, file, whole.content) if text.strip() else ()
    folder, in_full = os.path.dirname(file), bool(text.strip())
    items = [proposal.proposed.text(proposal.name, folder, in_full=in_full) for proposal in report.proposals]
    after = with_scenarios(text, file, "\n".join(items))
    scenarios = read_scenarios(after, file, whole.content)
    if scenarios[: len(before)] != before or len(scenarios) != len(before) + len(items):
        raise CannotRewrite("it is laid out in an unusual way")
    new = scenarios[len(before) :]
    variants = Variants(playbook)
    failing = next((scenario for scenario in new if not variants.result(scenario).passed), None)
    if failing is not None:
        raise CannotRewrite(f'"{failing.name}" would not pass in it')
    suite = Suite(suite_data(playbook, new))
    by_name = {baseline.scenario.name: baseline for baseline in suite.baselines}
    for result in report.survivors:
        if result.proposal is None:
            continue
        if not MutantRun(result.mutant, suite).is_killed(by_name[result.proposal.name]):
            raise CannotRewrite(f'"{result.proposal.name}" would notice nothing in it')
    return after
