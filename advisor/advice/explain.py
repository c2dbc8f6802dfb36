"""Why an action stands where it stands: from the recommendation to rules, conclusions and facts."""

from collections.abc import Iterator

from advisor.advice.evidence import EvidenceFinder
from advisor.advice.explain_model import Evidence, Explanation, Neighbour, Ranked, RuleTrace
from advisor.advice.items import Item
from advisor.advice.names import ReviewWords
from advisor.advice.outcomes import Outcomes
from advisor.advice.ranking import Candidate, what_ranks
from advisor.advice.rule_traces import Once, RuleTracer
from advisor.engine.run import Program, Run
from advisor.english.deadlines import deadline_in_english
from advisor.facts.rows import Row, row_at
from advisor.playbook.model import Rule
from advisor.playbook.types import FieldType, least_points, speak


def subjects_of(program: Program, run: Run, action: str) -> list[Row]:
    """The subjects for which an action stands in the advice that follows from a run."""
    return Outcomes(ReviewWords(program, run.view), run).rows(action)


def explain(program: Program, run: Run, item: Item) -> Explanation:
    """Why the action stands where it does for its subject; each rule in full once, where it is met first."""
    tracer = RuleTracer(program, run.view, run.firings, below=item)
    outcomes = Outcomes(tracer.names, run)
    reached = outcomes.of(item.action.id, item.row)
    candidate, suppressed, leader = reached.candidate, reached.suppressed, reached.leader
    once = Once()

    def traces(rules: list[Rule] | tuple[Rule, ...]) -> tuple[RuleTrace, ...]:
        return once.traces(tracer.trace(rule, item.row, rule.on_action(item.action.id)) for rule in rules)

    ranked = candidate if suppressed is None else None
    rank = reached.outcome.rank
    told = suppressed if suppressed and (suppressed.held or suppressed.letter) else None
    row = row_at(run.facts, told.by) if told else None
    place = row.place if row else None
    return Explanation(
        as_of=run.facts.as_of,
        action=item.action.id,
        subject=tracer.names.subject(item.row),
        title=tracer.names.fill(item.action.title, item.row),
        outcome=reached.outcome,
        forbidden=traces(suppressed.forbidden_by if suppressed else ()),
        advised=traces(candidate.rules if candidate else ()),
        moved=traces(candidate.moved_by if candidate else ()),
        event=Evidence(told.by, "history", reached.outcome.because, location=place) if told else None,
        follows=tracer.names.fill(leader.action.title, leader.row) if leader else "",
        ranking=tuple(_ranking(tracer.evidence, ranked)) if ranked else (),
        before=_neighbour(outcomes, candidate, rank - 1) if candidate and rank else None,
        after=_neighbour(outcomes, candidate, rank + 1) if candidate and rank else None,
    )


def _neighbour(outcomes: Outcomes, candidate: Candidate, rank: int) -> Neighbour | None:
    """The recommendation of another rank, with what tells the two apart."""
    chosen = outcomes.deliberation.chosen
    if not 0 < rank <= len(chosen):
        return None
    other = chosen[rank - 1]
    title = outcomes.names.fill(other.action.title, other.row)
    return Neighbour(rank, title, what_ranks(other, candidate))


def _ranking(evidence: EvidenceFinder, candidate: Candidate) -> Iterator[Ranked]:
    """Priority, deadline, what is at stake and effort, each with where it comes from."""
    yield Ranked("priority", candidate.priority.value, _why_priority(candidate))
    if candidate.deadline is not None:
        yield _deadline(evidence, candidate, candidate.deadline)
    if candidate.stake is not None and candidate.stake.amount is not None:
        yield _stake(evidence, candidate, candidate.stake.amount)
    yield Ranked("effort", candidate.action.effort.value, "what this action takes")


def _stake(evidence: EvidenceFinder, candidate: Candidate, amount: int) -> Ranked:
    """What is at stake, with the facts that it follows from."""
    path, terms = candidate.action.stake, evidence.program.playbook.words
    assert path is not None
    if path.kind is FieldType.MONEY:
        facts = evidence.read([path], candidate.row)
        return Ranked("money at stake", speak(amount, path.kind, terms.units), "what may be lost", facts)
    value = least_points(amount, terms.units)
    because = f"estimate of what {terms.risk} there would cost your {terms.score}"
    facts = evidence.member(candidate.row, path.name, candidate.row).of
    return Ranked("points at stake", value, because, facts)


def _why_priority(candidate: Candidate) -> str:
    """ "high by ask-the-quiet, lowered by be-patient"."""
    action = candidate.action.id
    priorities = {rule.id: rule.on_action(action).priority for rule in candidate.rules}
    verbs = {rule.id: rule.on_action(action).verb for rule in candidate.moved_by}
    highest = min(priorities.values(), key=lambda priority: priority.rank)
    text = f"{highest.value} by {', '.join(rule for rule in priorities if priorities[rule] is highest)}"
    for verb in dict.fromkeys(verbs.values()):
        rules = ", ".join(rule for rule in verbs if verbs[rule] is verb)
        text += f", {verb.value}{'d' if verb.value.endswith('e') else 'ed'} by {rules}"
    unmoved = candidate.moved_by and candidate.priority is highest
    return f"{text}, which leaves it there" if unmoved else text


def _deadline(evidence: EvidenceFinder, candidate: Candidate, day: int) -> Ranked:
    """The day with its rule: "7 days (policy reply_wait) after the last message, by ask-the-quiet"."""
    program, words = evidence.program, evidence.names.words
    row, view = candidate.row, evidence.view
    advising = ((rule, rule.on_action(candidate.action.id)) for rule in candidate.rules)
    rule, deadline = next(
        (rule, one.deadline) for rule, one in advising if program.deadline(view, one, row) == day
    )
    assert deadline is not None
    span = str(deadline_in_english(words, deadline))
    found, because = evidence.read(deadline.paths, row), f"{span}, by {rule.id}"
    if not candidate.is_due_soon and program.playbook.soon is not None:
        because += "; as that is not soon, what is at stake counts before it"
        found = (*found, evidence.parameter(program.playbook.soon.name))
    return Ranked("deadline", speak(day, FieldType.DATE), because, found)
