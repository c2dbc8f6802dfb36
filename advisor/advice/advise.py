"""From a run to the advice that is shown: candidates worded, explained and ordered."""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cached_property

from advisor.advice.answer_effects import Worth
from advisor.advice.decision import Decision
from advisor.advice.deliberate import Suppressed
from advisor.advice.fill_templates import Fillers, spoken
from advisor.advice.grounds import Backing, Ground, Supporter
from advisor.advice.model import Advice, Known, NextStep, Prospect, Question, Reason, Recommendation, SetAside
from advisor.advice.names import Names
from advisor.advice.questions import MissingFact
from advisor.advice.ranking import Candidate, CandidateKey
from advisor.engine.run import Program, Run
from advisor.facts.rows import Facts, Row
from advisor.playbook.follow import Follow
from advisor.playbook.model import Action, Consequence, Priority, Rule, RuleBase, Verb
from advisor.playbook.types import FieldType


class Adviser:
    """Gives the advice of one program."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.fillers = Fillers(program)
        self._backing = Backing(program.playbook)

    def advise(self, run: Run, decision: Decision | None = None) -> Advice:
        """The advice that follows from a run; `decision` is what was decided of it, where that was done."""
        return self.writer(run).advice(decision or Decision(self.program, run), lambda: self.digest)

    def writer(self, run: Run) -> "AdviceWriter":
        """What puts into words what follows from a run."""
        return AdviceWriter(self.program, self.fillers, run, self._backing)

    @cached_property
    def digest(self) -> str:
        """The digest of the playbook: it takes as long as many reviews, and is the same for all of them."""
        from advisor.playbook.digest import playbook_digest

        return playbook_digest(self.program.playbook)


class AdviceWriter:
    """Puts what follows from one run into words."""

    def __init__(self, program: Program, fillers: Fillers, run: Run, backing: Backing) -> None:
        self.program = program
        self.run = run
        self._backing = backing
        self.names = Names(fillers, run.view)

    def advice(self, decision: Decision, digest: Callable[[], str]) -> Advice:
        """All of it, each part when it is first read."""
        deliberation = decision.deliberation
        return Advice(
            day=self.run.facts.as_of,
            playbook=self.program.playbook.name,
            recommendations=lambda: tuple(
                self.recommendation(rank, candidate)
                for rank, candidate in enumerate(deliberation.chosen, start=1)
            ),
            set_aside=lambda: tuple(map(self._set_aside, deliberation.suppressed)),
            questions=lambda: tuple(map(self._question, decision.missing)),
            digest=digest,
            without=self.program.playbook.left_out,
            is_blank=_is_blank(self.run.facts),
            listing=_listing(self.program.playbook),
            words=self.program.playbook.words,
        )

    def recommendation(self, rank: int, candidate: Candidate) -> Recommendation:
        """A candidate, as it is recommended."""
        action, row, rules = candidate.action, candidate.row, candidate.rules
        advising = [(rule, rule.on_action(action.id)) for rule in rules]
        moving = [(rule, rule.on_action(action.id)) for rule in candidate.moved_by]
        grounds = self._supporter.conclusions(rules, row)
        return Recommendation(
            rank=rank,
            action=action.id,
            subject=self.names.subject(row),
            title=self.names.fill(action.title, row),
            priority=candidate.priority,
            due=candidate.deadline,
            stake=candidate.stake,
            effort=action.effort,
            reasons=tuple([self._reason(rule, told, row, candidate) for rule, told in advising]),
            grounds=tuple(
                [self._reason(one.firing.rule, one.consequence, one.firing.row, candidate) for one in grounds]
            ),
            moved_by=tuple([self._reason(rule, told, row, candidate) for rule, told in moving]),
            facts=tuple([self._known(ground) for ground in self._supporter.facts(rules, row)]),
            steps=self.names.steps(action, row),
            message=self.names.message(action, row),
            next_steps=tuple(map(self._next_step, candidate.followers)),
            then=self._follow(action),
            pressing=_pressing(candidate.priority, [told for _, told in advising], moving),
        )

    def _follow(self, action: Action) -> Follow:
        return self.program.playbook.groups[action.group].then if action.group else Follow.IF_IT_FAILS

    @cached_property
    def _supporter(self) -> Supporter:
        return Supporter(self.program, self.run, self._backing)

    def _next_step(self, candidate: Candidate) -> NextStep:
        title = self.names.fill(candidate.action.title, candidate.row)
        return NextStep(candidate.action.id, title, tuple(rule.id for rule in candidate.rules))

    def _set_aside(self, suppressed: Suppressed) -> SetAside:
        candidate = suppressed.candidate
        return SetAside(
            action=candidate.action.id,
            subject=self.names.subject(candidate.row),
            title=self.names.fill(candidate.action.title, candidate.row),
            rules=tuple(rule.id for rule in candidate.rules),
            reason=suppressed.reason,
            by=suppressed.by,
            because=self.names.because(suppressed),
        )

    def _question(self, fact: MissingFact) -> Question:
        field = self.program.schema.vocabulary.entities[fact.row.entity].asks(fact.name)
        brings, forbids = self._prospects(fact.effects.brings), self._prospects(fact.effects.forbids)
        moves = self._prospects(fact.effects.moves)
        return Question(
            path=f"{fact.row.path}.{fact.name}",
            question=self.names.question(fact.row, fact.name),
            find=field.find if field else "",
            subject=self.names.subject(fact.row),
            could_bring=tuple(dict.fromkeys(prospect.action for prospect in brings)),
            could_forbid=tuple(dict.fromkeys(prospect.action for prospect in forbids)),
            could_move=tuple(dict.fromkeys(prospect.action for prospect in moves)),
            brings=brings,
            forbids=forbids,
            moves=moves,
        )

    def _prospects(self, worths: Mapping[CandidateKey, Worth]) -> tuple[Prospect, ...]:
        """Advice that an answer decides over, the best first."""
        prospects = []
        for worth, (name, entity, index) in sorted((worth, key) for key, worth in worths.items()):
            row = self.run.facts.rows[entity][index]
            title = self.names.fill(self.program.playbook.actions[name].title, row)
            prospects.append(Prospect(name, self.names.subject(row), title, tuple(Priority)[worth[0]]))
        return tuple(prospects)

    def _reason(self, rule: Rule, consequence: Consequence, row: Row, candidate: Candidate) -> Reason:
        """A reason, as it stands below the title of a candidate."""
        title = candidate.action.title if candidate.row is row else None
        text = self.names.fill(consequence.because, row, title)
        return Reason(rule.id, text, rule.claims, self._backing.authorities(rule))

    def _known(self, ground: Ground) -> Known:
        facts, name, units = self.run.facts, ground.path.name, self.program.playbook.words.units
        if ground.row is None:
            path, value, where = f"policy.{name}", facts.policy[name], facts.policy_places.get(name)
            return Known(path, spoken(value, ground.path.kind, units), where)
        value = spoken(facts.value(ground.row, name), ground.path.kind, units)
        return Known(f"{ground.row.path}.{name}", value, ground.row.places.get(name))


def _listing(playbook: RuleBase) -> str:
    """The section of a state that lists what most rules are about; "" where nothing is listed."""
    rules = Counter(rule.entity for rule in playbook.rules)
    listed = [entity for entity in playbook.vocabulary.sections.values() if not entity.single]
    return max(listed, key=lambda entity: rules[entity.name]).section if listed else ""


def _pressing(
    priority: Priority, advising: list[Consequence], moving: list[tuple[Rule, Consequence]]
) -> tuple[str, ...]:
    """The rules that lift to critical what no rule advises as critical."""
    if priority is not Priority.CRITICAL or any(told.priority is Priority.CRITICAL for told in advising):
        return ()
    return tuple(rule.id for rule, told in moving if told.verb is Verb.RAISE)


def _is_blank(facts: Facts) -> bool:
    """Whether a state lists nothing, and says elsewhere at most what is text, such as a name."""
    entities = facts.schema.vocabulary.entities
    for name, rows in facts.rows.items():
        if not entities[name].single and rows:
            return False
        fields = (entities[name].fields.get(field) for row in rows for field in row.places)
        if any(field is None or field.kind is not FieldType.TEXT for field in fields):
            return False
    return True
