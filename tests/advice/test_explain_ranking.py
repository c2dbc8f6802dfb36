"""The values that placed an item, each with where it comes from."""

from advisor.advice.explain import explain
from advisor.advice.items import find_item
from advisor.engine import Program
from advisor.facts import State
from tests.advice.toy import TODAY, book, contract, rule

DUE = {"deadline": {"field": "due"}}
SOON = {"soon": {"type": "days", "value": "3 days"}}


def deadline(due: str, *, soon: bool) -> tuple[str, list[str]]:
    """Why it has its deadline, and the paths of the facts under it."""
    rules = [{**rule("advise", "write"), **DUE}]
    playbook = book(rules, policy=SOON) if soon else book(rules)
    program = Program(playbook)
    state = State.from_values({"as_of": TODAY, "contracts": [contract(due=due)]})
    run = program.run(program.builder.build(state, None, 0))
    told = explain(program, run, find_item("write@c", playbook, run.facts))
    (ranked,) = [one for one in told.ranking if one.name == "deadline"]
    return ranked.because, [fact.path for fact in ranked.evidence]


def test_a_deadline_that_is_not_soon_counts_after_what_is_at_stake() -> None:
    told, facts = deadline("2026-11-25", soon=True)

    assert told.endswith("by r1; as that is not soon, what is at stake counts before it")
    assert facts == ["contracts.c.due", "policy.soon"]


def test_a_deadline_that_is_soon_or_counts_anyway_needs_no_word() -> None:
    for due, soon in (("2026-11-24", True), ("2026-11-25", False)):
        told, facts = deadline(due, soon=soon)
        assert told.endswith("by r1")
        assert facts == ["contracts.c.due"]
