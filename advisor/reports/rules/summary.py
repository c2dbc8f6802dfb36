"""Rules in plain English, and as JSON for other programs."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from advisor.english.comparisons import Words, spaced
from advisor.english.conditions import Phrase, PhraseKind, in_english
from advisor.playbook.conditions import Path, Root, paths_of
from advisor.playbook.dependencies import DependencyGraph, dependency_graph
from advisor.playbook.model import Claim, Rule, RuleBase, Verb
from advisor.playbook.types import FieldType
from advisor.reports.claims import Example
from advisor.reports.wording import count, long_day
from advisor.source.json_text import Forms, JsonObject, members, members_or_null, to_json
from advisor.source.record import record

_LEADS = {
    Verb.ADVISE: "advise, with {} priority",
    Verb.FORBID: "never advise, whatever other rules say",
    Verb.RAISE: "make more urgent, by one step",
    Verb.LOWER: "make less urgent, by one step",
    Verb.CONCLUDE: "conclude, for other rules to read",
}


@record
class Shows:
    """The scenarios in which a rule fires; of a near miss, the one that fires and the one that does not."""

    fires: tuple[Example, ...]
    near_miss: tuple[Example, Example] | None


@record
class Effect:
    """What a rule does to one action, or the conclusion that it draws, in words; `target` is its name."""

    target: str
    text: str


@record
class Link:
    """A conclusion with the rules on its other end: those that draw it, or those that read it."""

    name: str
    rules: tuple[str, ...]


@record
class Number:
    """A parameter with its present value, as people say it."""

    name: str
    value: str
    note: str


@record
class RuleSummary:
    """One rule.  `shows` is None where nobody looked at scenarios."""

    rule: Rule
    ruleset: str
    subject: str
    when: Phrase
    does: str
    effects: tuple[Effect, ...]
    deadline: str
    in_force: str
    because: str
    claims: tuple[Claim, ...]
    policy: tuple[Number, ...]
    reads: tuple[Link, ...]
    draws: tuple[Link, ...]
    shows: Shows | None

    @property
    def sentence(self) -> str:
        """The rule in one line."""
        effects = "; ".join(effect.text for effect in self.effects)
        more = "".join(f"; {clause}" for clause in (self.deadline, self.in_force) if clause)
        return f"{self.subject}: if {self.when}, {self.does}: {effects}{more}."


class RuleSummarizer:
    """Words for the rules of one playbook; `shows` has what scenarios show of each, where somebody looked."""

    def __init__(self, playbook: RuleBase, shows: Mapping[str, Shows] | None = None) -> None:
        self.playbook = playbook
        self.connections: DependencyGraph = dependency_graph(playbook)
        self._words = Words(playbook)
        self._shows = shows

    def summary(self, rule: Rule) -> RuleSummary:
        """One rule in words."""
        links, entity = self.connections, self.playbook.vocabulary.entities[rule.entity]
        drawn = rule.targets if rule.verb is Verb.CONCLUDE else ()
        return RuleSummary(
            rule=rule,
            ruleset=self.playbook.rulesets[rule.ruleset].title,
            subject=f"For your {entity.called}" if entity.single else f"For each {entity.called}",
            when=in_english(self._words, rule.when, rule.entity),
            does=_LEADS[rule.verb].format(rule.priority.value),
            effects=tuple(Effect(target, self._effect(rule, target)) for target in rule.targets),
            deadline=self._deadline(rule),
            in_force=in_force(rule),
            because=self._words.template(rule.because),
            claims=tuple(self.playbook.claims[claim] for claim in rule.claims),
            policy=tuple(map(self._number, _parameters(rule))),
            reads=tuple(Link(name[1], links.drawn_by[name]) for name in links.reads(rule.id)),
            draws=tuple(Link(name, links.read_by[rule.entity, name]) for name in drawn),
            shows=None if self._shows is None else self._shows.get(rule.id, Shows((), None)),
        )

    def _number(self, name: str) -> Number:
        return Number(name, self._words.parameter(name).text, self.playbook.policy[name].note)

    def title(self, action: str) -> str:
        """The title of an action, with names in capitals where facts will stand."""
        return self._words.template(self.playbook.actions[action].title)

    def _effect(self, rule: Rule, target: str) -> str:
        if rule.verb is not Verb.CONCLUDE:
            return self.title(target)
        path = Path(target, Root.SUBJECT, (), rule.entity, target, FieldType.FLAG, conclusion=True)
        subject = self._words.subject(path)
        return f'{subject} {"count" if subject == "you" else "counts"} as "{spaced(target)}"'

    def _deadline(self, rule: Rule) -> str:
        if rule.deadline is None:
            return ""
        noun, plus = self._words.noun(rule.deadline.field), rule.deadline.plus
        if isinstance(plus, Path):
            parameter = self._words.parameter(plus.name)
            return f"by {replace(parameter, text=f'{parameter.text} after {noun}')}"
        return f"by {count(plus, 'day')} after {noun}" if plus else f"by {noun}"


def in_force(rule: Rule) -> str:
    """When the rule holds, in words; "" where it always does."""
    start, end = rule.period.start, rule.period.end
    if start is not None and end is not None:
        return f"in force from {long_day(start)} until the day before {long_day(end)}"
    if start is not None:
        return f"in force from {long_day(start)} on"
    return f"in force until the day before {long_day(end)}" if end is not None else ""


def _parameters(rule: Rule) -> list[str]:
    """The parameters that the rule names itself, in the order of their first mention."""
    paths = [*paths_of(rule.when), *rule.because.paths]
    if rule.deadline is not None and isinstance(rule.deadline.plus, Path):
        paths.append(rule.deadline.plus)
    return list(dict.fromkeys(path.name for path in paths if path.root is Root.POLICY))


def rules_in_json(summaries: Iterable[RuleSummary], *, ascii_only: bool = False) -> str:
    """An array with an object for each rule, in their order."""
    return to_json(list(summaries), _FORMS, ascii_only=ascii_only)


def _summary(summary: RuleSummary) -> JsonObject:
    rule = summary.rule
    return {
        "id": rule.id,
        "ruleset": rule.ruleset,
        "for": rule.entity,
        **members(rule.location, "file", "line"),
        "english": summary.sentence,
        "when": summary.when,
        "verb": rule.verb,
        "does": summary.does,
        "targets": [{"name": effect.target, "text": effect.text} for effect in summary.effects],
        **members_or_null(summary, "deadline", "in_force"),
        "because": summary.because,
        "note": rule.note or None,
        "claims": [members(claim, "id", "says") for claim in summary.claims],
        "policy": summary.policy,
        "reads": [{"conclusion": link.name, "drawn_by": link.rules} for link in summary.reads],
        "draws": [{"conclusion": link.name, "read_by": link.rules} for link in summary.draws],
        "scenarios": summary.shows,
    }


def _phrase(phrase: Phrase) -> object:
    """A clause as its text; a group as an object with what holds of its parts."""
    if phrase.kind is PhraseKind.CLAUSE:
        return phrase.text
    if phrase.kind is PhraseKind.SUCH:
        return {"text": phrase.text, "such": phrase.parts[0]}
    return {phrase.kind.value: phrase.parts}


_FORMS: Forms = {
    Example: lambda example: members(example, "name") | members(example.location, "file", "line"),
    Number: lambda number: members(number, "name", "value") | members_or_null(number, "note"),
    Phrase: _phrase,
    RuleSummary: _summary,
    Shows: lambda shows: {
        "fires": shows.fires,
        "near_miss": shows.near_miss and dict(zip(("fires", "misses"), shows.near_miss, strict=True)),
    },
}
