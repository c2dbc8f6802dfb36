"""Why an action stands where it stands: from the recommendation to rules, conclusions and facts."""

from advisor.advice.deliberate import Suppressed
from advisor.advice.explain_model import Evidence, Explanation, RuleTrace
from advisor.advice.items import Item
from advisor.advice.outcomes import Outcomes
from advisor.advice.ranking import Ranking
from advisor.advice.rule_traces import Once, RuleTracer
from advisor.advice.wording import ReviewWords
from advisor.engine.run import Program, Run
from advisor.facts.rows import Facts, Row, row_at
from advisor.playbook.model import Rule


def subjects_of(program: Program, run: Run, action: str) -> list[Row]:
    """The subjects for which an action stands in the advice that follows from a run."""
    return Outcomes(ReviewWords(program, run.view), run).rows(action)


def explain(program: Program, run: Run, item: Item) -> Explanation:
    """Why the action stands where it does for its subject: nowhere, where no rule advises it.

    Every rule is told in full once, where the reader meets it first.
    """
    voices = RuleTracer(program, run.view, run.firings)
    standings = Outcomes(voices.naming, run)
    stand = standings.of(item.action.id, item.row)
    candidate, rested = stand.candidate, stand.rested
    once = Once()

    def told(rules: list[Rule] | tuple[Rule, ...]) -> tuple[RuleTrace, ...]:
        return once.voices(voices.voice(rule, item.row) for rule in rules)

    ranking = Ranking(voices.findings, standings.deliberation)
    shown = candidate if candidate is not None and rested is None else None
    before, after = ranking.neighbours(shown) if shown and stand.standing.rank else (None, None)
    leader = stand.leader
    return Explanation(
        as_of=run.facts.as_of,
        action=item.action.id,
        subject=voices.naming.subject(item.row),
        title=voices.naming.fill(item.action.title, item.row),
        effort=item.action.effort,
        standing=stand.standing,
        priority=shown.priority if shown else None,
        forbidden=told(rested.forbidden_by if rested else ()),
        advised=told(candidate.rules if candidate else ()),
        moved=told(candidate.moved_by if candidate else ()),
        event=_event(run.facts, rested) if rested else None,
        follows=voices.naming.fill(leader.action.title, leader.row) if leader else "",
        ranking=ranking.of(shown) if shown else (),
        before=before,
        after=after,
    )


def _event(facts: Facts, rested: Suppressed) -> Evidence | None:
    """The record that sets a candidate aside."""
    held = rested.held
    if held is None:
        return None
    row = row_at(facts, held.event)
    return Evidence(held.event, "history", held.because, location=row.place if row else None)
