"""Where the values come from that place a recommendation, and what tells it from its neighbours."""

from collections.abc import Iterator

from advisor.advice.deliberate import Candidate, Deliberation
from advisor.advice.evidence import EvidenceFinder
from advisor.advice.explain_model import Evidence, Neighbour, Ranked
from advisor.advice.fill import spoken
from advisor.playbook.conditions import Path
from advisor.playbook.model import Rule
from advisor.playbook.types import FieldType, speak, tenths

# In the order of `Candidate.order`: what puts one before the next, and what puts one behind.
_AHEAD = (
    "has the higher priority",
    "has the earlier deadline",
    "has more points at stake",
    "takes less effort",
    "comes first by name",
)
_BEHIND = (
    "has the lower priority",
    "has the later deadline",
    "has fewer points at stake",
    "takes more effort",
    "comes later by name",
)


class Ranking:
    """Tells the places of the candidates of one deliberation."""

    def __init__(self, findings: EvidenceFinder, deliberation: Deliberation) -> None:
        self.findings = findings
        self.program, self.view = findings.program, findings.view
        self.chosen = deliberation.chosen

    def of(self, candidate: Candidate) -> tuple[Ranked, ...]:
        """Priority, deadline, points and effort, each with its reason."""
        found = [self._priority(candidate), self._deadline(candidate), self._points(candidate)]
        effort = Ranked("effort", candidate.action.effort.value, "what this action takes")
        return tuple(each for each in (*found, effort) if each is not None)

    def neighbours(self, candidate: Candidate) -> tuple[Neighbour | None, Neighbour | None]:
        """What stands just before and just after a chosen candidate."""
        place = self.chosen.index(candidate)
        before = self._neighbour(place - 1, candidate, _AHEAD) if place else None
        after = self._neighbour(place + 1, candidate, _BEHIND) if place + 1 < len(self.chosen) else None
        return before, after

    def _neighbour(self, place: int, candidate: Candidate, words: tuple[str, ...]) -> Neighbour:
        other = self.chosen[place]
        pairs = zip(other.order, candidate.order, strict=True)
        differs = next((number for number, (a, b) in enumerate(pairs) if a != b), 0)
        title = self.findings.naming.fill(other.action.title, other.row)
        return Neighbour(place + 1, title, _lacking(other, differs) or words[min(differs, len(words) - 1)])

    def _priority(self, candidate: Candidate) -> Ranked:
        highest = min((rule.priority for rule in candidate.rules), key=lambda priority: priority.rank)
        by = [rule.id for rule in candidate.rules if rule.priority is highest]
        told = f"{highest.value} by {', '.join(by)}"
        verbs = {
            rule.verb: [each.id for each in candidate.moved_by if each.verb is rule.verb]
            for rule in candidate.moved_by
        }
        for verb, rules in verbs.items():
            told += f", {verb.value}{'d' if verb.value.endswith('e') else 'ed'} by {', '.join(rules)}"
        if verbs and candidate.priority is highest:
            told += ", which leaves it there"
        return Ranked("priority", candidate.priority.value, told)

    def _deadline(self, candidate: Candidate) -> Ranked | None:
        if candidate.deadline is None:
            return None
        deciding = (
            r
            for r in candidate.rules
            if self.program.deadline(self.view, r, candidate.row) == candidate.deadline
        )
        rule = next(deciding)
        value = speak(candidate.deadline, FieldType.DATE)
        return Ranked(
            "deadline", value, f"{self._span(rule)}, by {rule.id}", tuple(self._dates(rule, candidate))
        )

    def _span(self, rule: Rule) -> str:
        """ "7 days (policy reply_wait) after the last message"."""
        assert rule.deadline is not None
        words, plus = self.findings.naming.words, rule.deadline.plus
        noun = words.noun(rule.deadline.field)
        if isinstance(plus, Path):
            told = words.parameter(plus.name)
            return f"{told.text} ({', '.join(told.notes)}) after {noun}"
        return f"{spoken(plus, FieldType.DAYS)} after {noun}" if plus else noun

    def _dates(self, rule: Rule, candidate: Candidate) -> Iterator[Evidence]:
        assert rule.deadline is not None
        paths = [rule.deadline.field]
        paths += [rule.deadline.plus] if isinstance(rule.deadline.plus, Path) else []
        return iter(self.findings.read(paths, candidate.row))

    def _points(self, candidate: Candidate) -> Ranked | None:
        name = self.findings.naming.entities[candidate.row.entity].points
        if not name or candidate.points is None:
            return None
        found = self.findings.member(candidate.row, name, candidate.row)
        told = "an estimate of what one bad review there would cost your score"
        points = tenths(candidate.points)
        value = speak(points * 10, FieldType.POINTS) if points else "less than 0.1 points"
        return Ranked("points at stake", value, told, found.of)


def _lacking(candidate: Candidate, differs: int) -> str:
    """What a candidate has none of, where that is what places it; else ""."""
    if differs == 1 and candidate.deadline is None:
        return "has no deadline"
    return "has no points at stake" if differs == 2 and candidate.points is None else ""
