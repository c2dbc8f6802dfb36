"""What is wrong with a playbook that reads well."""

from collections.abc import Collection

from advisor.playbook.check.consistency import (
    check_chains,
    check_computed,
    check_conclusions_in_words,
    check_negation,
    check_rungs,
    check_same_conditions,
)
from advisor.playbook.check.constraints import check_constraints
from advisor.playbook.check.contradictions import check_contradictions
from advisor.playbook.check.opposites import check_opposites
from advisor.playbook.check.redundant import check_redundant
from advisor.playbook.check.satisfiable import check_tests
from advisor.playbook.check.texts import check_drafts, check_variants
from advisor.playbook.check.unused import check_actions, check_claims, check_conclusions, check_disabled
from advisor.playbook.check.unused_names import check_unused_names
from advisor.playbook.check.variables import variables_by_entity
from advisor.playbook.codes import IGNORABLE
from advisor.playbook.model import RuleBase
from advisor.playbook.parse_rules import SourceRules
from advisor.playbook.reading import Problems
from advisor.playbook.strata import stratify


def check_playbook(
    playbook: RuleBase, source: SourceRules, uppermost: Collection[str], problems: Problems
) -> None:
    """Run every check; `source` has all the rules, those that could not be read included.

    `uppermost` are the files on which no others build: what these do not use, nobody does.
    """
    check_computed(playbook.vocabulary, problems)
    reported, strata = check_tests(playbook, problems), stratify(playbook.rules)
    variables = variables_by_entity(playbook.vocabulary, playbook.rules, reported)
    read = {rule.id for rule in playbook.rules} | {one.rule.id for one in playbook.disabled}
    check_contradictions(playbook, variables, strata, problems, source.drawn_elsewhere(read))
    check_redundant(playbook, variables, reported, problems)
    check_opposites(playbook, variables, problems)
    check_same_conditions(playbook, problems)
    check_constraints(playbook, reported, problems)
    check_conclusions(playbook, source, problems)
    check_conclusions_in_words(playbook, problems)
    check_actions(playbook, source, problems)
    check_negation(strata, problems)
    check_chains(playbook.rules, problems)
    check_rungs(playbook, problems)
    check_variants(playbook, reported, problems)
    check_drafts(playbook, problems)
    if not source.unread:
        check_disabled(playbook, problems)
    sound = all(problem.code in IGNORABLE for problem in problems.errors)
    check_claims(playbook, problems, sound=sound)
    if sound:
        check_unused_names(playbook, uppermost, problems)
