"""Rules and their conditions as a tree: what holds, what does not, and where each value is written."""

import os
from collections.abc import Iterable, Iterator

from advisor.advice.explain_model import (
    Cited,
    ConditionResult,
    Evidence,
    Instance,
    RuleTrace,
    missing_facts_under,
)
from advisor.english.conditions import UNLESS
from advisor.reports.problems.sarif_and_github import path_from
from advisor.reports.terminal.layout import Branch, Page
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import capitalized, count, listed, long_day
from advisor.shipped import shipped_playbook
from advisor.source.diagnostic import Location

_MANY = 6  # values shown at once of those that a value is computed from
_ORIGINS = 2  # places shown of those that a value was imported from
_SHORT = 70  # signs of a condition that is shown though it holds
_WIDE = 60  # cells from which on files are named with their folders
_SUPPOSED = "--set"
_TOO_DEEP = "What lies behind this is not told here: it goes on too long"


class ConditionTree:
    """Draws rules, their conditions and what is found there as branches of a page.

    Files are named as seen from the folder `root`; where it is narrow, without their folders.  What a claim
    states is shown once; `cited` holds the claims that were shown, in order.
    """

    def __init__(self, style: TerminalStyle, root: str) -> None:
        self.style, self.root = style, root
        self.cited: dict[str, Cited] = {}

    def place(self, location: Location | None) -> str:
        """ "rules/policy.yaml:26"; "" for what is written nowhere."""
        if location is None:
            return ""
        if location.file == _SUPPOSED:
            return "supposed by --set"
        file = location.file if location.file.startswith("<") else path_from(location.file, self.root)
        if os.path.isabs(file):  # perhaps in the playbook that comes with the advisor
            file = path_from(file, os.path.dirname(shipped_playbook()))
        name = file if self.style.width >= _WIDE else file.rpartition("/")[2]
        return self.style.clean(f"{name}:{location.line}")

    def sentence(self, text: str) -> str:
        """A clause as a sentence of its own, without a full stop."""
        return capitalized(self.style.clean(text))

    def rules(self, traces: Iterable[RuleTrace]) -> list[Branch]:
        """Rules that fired, but for those shown above: sentence, conditions, and what each rests on."""
        branches = []
        for trace in traces:
            if not trace.again:
                where = self.style.dot.join([self.style.clean(trace.rule), self.place(trace.location)])
                below = (*map(self._holding, trace.conditions), *map(self._claim, trace.claims))
                below += (_dim(_TOO_DEEP),) if trace.deeper else ()
                branches.append(Branch(((self.style.clean(trace.text), ""), (where, "dim")), below))
        return branches

    def again(self, traces: Iterable[RuleTrace]) -> str:
        """ "as above, by close-when-due"; "" where all are shown here."""
        rules = [self.style.clean(trace.rule) for trace in traces if trace.again]
        return f"as above, by {listed(rules)}" if rules else ""

    def evidence(self, values: Iterable[Evidence]) -> Iterator[Branch]:
        """Values with their places, and below each what it is computed from."""
        for value in values:
            only = value.of[0] if len(value.of) == 1 and not value.of[0].of else None
            text = self._value(value) if only is None else f"{self._value(value)}; {self._value(only)}"
            below = list(self.evidence(value.of[:_MANY])) if only is None else []
            yield _dim(text, *below, *_more(len(value.of) - _MANY))

    def _value(self, value: Evidence) -> str:
        """ "last activity: 1 May 2026 (laura.yaml:34)"."""
        name = f"{value.name} of {value.owner}" if value.owner else value.name
        text = value.value if value.known else "not known" if value.of or value.again else "not filled in"
        place = "nothing else is filled in" if value.assumed else self.place(value.location)
        place += _origins(value)
        return self.style.clean(f"{name}: {text}") + (f" ({place})" if place else "")

    def _holding(self, result: ConditionResult) -> Branch:
        below = [*self.evidence((*result.evidence, *_values(result.unless))), *self.rules(result.rules)]
        below += [self._instance(i, map(self._holding, i.conditions)) for i in result.instances]
        below += [*_more(result.others), *(self._holding(part) for part in result.parts)]
        return Branch(((self.sentence(result.text), ""), *self._remarks(result)), tuple(below))

    def _remarks(self, result: ConditionResult) -> list[tuple[str, str]]:
        remarks = (self.again(result.rules), self.style.clean(result.note))
        return [(remark, "dim") for remark in remarks if remark]

    def _instance(self, instance: Instance, below: Iterable[Branch]) -> Branch:
        """One of related things by its label and place, and what hangs below it."""
        place = self.place(instance.location)
        label = self.style.clean(instance.subject.label)
        return Branch(((f"{label} ({place})" if place else label, ""),), tuple(below))

    def _claim(self, claim: Cited) -> Branch:
        name = self.style.clean(claim.id)
        if claim.id in self.cited:
            return _dim(f"Based on {name}, above")
        self.cited[claim.id] = claim
        return Branch(((f"Based on {name}: {self.style.clean(claim.says)}", ""),))

    def missing(self, trace: RuleTrace) -> list[Branch]:
        """What keeps a rule from firing: what fails or is not known, then what holds already, in one line."""
        period = Branch((("x Not in force", "red"), (_period(trace), "dim")))
        branches = [] if trace.in_force else [period]
        branches += [_dim(_TOO_DEEP)] if trace.deeper else []
        branches += self._open_conditions(trace.conditions)
        holding = [result for result in trace.conditions if result.truth]
        short = [r.text for r in holding if not r.parts and len(r.text) <= _SHORT]
        more = len(holding) - len(short)
        texts = [self.style.clean(text) for text in short]
        texts += [f"{more} more" if short else count(more, "condition")] if more else []
        return [*branches, _dim(f"Already true: {'; '.join(texts)}")] if texts else branches

    def _open_conditions(self, results: Iterable[ConditionResult]) -> list[Branch]:
        """What fails or is not known; where it fails that a fact is known, its question is asked, once."""
        shown = [_alone(result) for result in results if not result.truth]
        lacking = {value.path for result in shown for value in _lacking(result)}
        asked: dict[str, Evidence] = {}
        silent: set[int] = set()
        for result in shown:
            missing = {fact.path: fact for fact in missing_facts_under([result])}
            if result.truth is None and missing and missing.keys() <= lacking:
                silent.add(id(result))
                asked |= missing
        return [
            self._open(result, [asked[value.path] for value in _lacking(result) if value.path in asked])
            for result in shown
            if id(result) not in silent
        ]

    def _open(self, result: ConditionResult, asked: Iterable[Evidence] = ()) -> Branch:
        """A condition with what is found; `asked` are facts to ask for that it does not name itself."""
        sign, word, color = (
            ("x", "Doesn't apply", "red") if result.truth is False else ("?", "Not known", "cyan")
        )
        said = result.text
        if result.unless:
            word, said = "Blocked", said.removeprefix(f"{UNLESS} ")
        text = [(f"{sign} {word}: {self.style.clean(result.found or said)}", color)]
        text += [(f"needed: {self.style.clean(said)}", "dim")] if result.found else []
        text += reversed(self._remarks(result))
        if result.on is not None:
            text.append((f"true from {long_day(result.on)} if nothing else changes", "green"))
        below = [*self.evidence(result.evidence), *self._blocking(result.unless)]
        for fact in (*result.missing, *asked):
            question = f"To answer: {self.style.clean(fact.ask)} ({self.style.clean(fact.path)})"
            below.append(Branch(((question, "cyan"),)))
        below += self._open_conditions(result.all_of)
        below += [self._open(_alone(part)) for part in _likely(result)]
        below += self._drawing(result)
        below += self._instances(result.instances)
        return Branch(tuple(text), tuple(below))

    def _blocking(self, results: tuple[ConditionResult, ...]) -> Iterable[Branch]:
        """What is found of a block that keeps a rule from firing; one condition is told already."""
        branches = [self._holding(result) for result in results]
        return branches[0].below if len(branches) == 1 else branches

    def _drawing(self, result: ConditionResult) -> list[Branch]:
        """The rules that drew a conclusion that should not be there; or the nearest that could draw it."""
        fresh = [trace for trace in result.rules if not trace.again]
        branches = self.rules(trace for trace in fresh if trace.fired)
        missed = [trace for trace in fresh if not trace.fired]
        for trace in missed[:1]:
            head = (f"{self.style.clean(trace.rule)} would say so", "")
            branches.append(Branch((head, (self.place(trace.location), "dim")), tuple(self.missing(trace))))
        rest = [self.style.clean(trace.rule) for trace in missed[1:]]
        rest += [f"{result.others:,} more"] if result.others and missed else []
        return [*branches, _dim(f"further off: {listed(rest)}")] if rest else branches

    def _instances(self, instances: tuple[Instance, ...]) -> list[Branch]:
        """Those of which it is so, and the nearest of the others, where one thing alone is against it."""
        failing = {i.path: sum(not result.truth for result in i.conditions) for i in instances}
        so = [instance for instance in instances if not failing[instance.path]]
        near = [instance for instance in instances if failing[instance.path] == 1]
        return [self._instance(i, self._open_conditions(i.conditions)) for i in (*so, *near[:1])]


def _dim(text: str, *below: Branch) -> Branch:
    return Branch(((text, "dim"),), below)


def _values(results: Iterable[ConditionResult]) -> Iterator[Evidence]:
    """The values at which an exception looks."""
    for result in results:
        yield from result.evidence
        yield from _values(result.parts)


def _more(number: int) -> list[Branch]:
    return [_dim(f"and {number:,} more")] if number > 0 else []


def _origins(value: Evidence) -> str:
    """ ", from weekly.csv, row 80"; "" for a value that no import wrote."""
    origins = value.source.origins if value.source is not None else ()
    places = [", ".join(part for part in (o.file, o.place) if part) for o in origins[:_ORIGINS]]
    if (more := len(origins) - _ORIGINS) > 0:
        places.append(f"and {more:,} more")
    return f", from {'; '.join(places)}" if places else ""


def _period(trace: RuleTrace) -> str:
    start, end = trace.period.start, trace.period.end
    bounds = [f"from {long_day(start)} on"] if start is not None else []
    bounds += [f"until the day before {long_day(end)}"] if end is not None else []
    return f"it applies {' and '.join(bounds)}"


def _alone(result: ConditionResult) -> ConditionResult:
    """The one condition that a group comes down to, where all others of it hold, or cannot help."""
    parts = [part for part in result.all_of if not part.truth] or _likely(result)
    return _alone(parts[0]) if len(parts) == 1 and result.parts else result


def _likely(result: ConditionResult) -> list[ConditionResult]:
    """The alternatives worth showing: where it is not known whether one holds, those that may."""
    return [part for part in result.any_of if part.truth is result.truth]


def _lacking(result: ConditionResult) -> list[Evidence]:
    return [value for value in result.evidence if not value.known] if result.truth is False else []


def sources(page: Page, cited: Iterable[Cited]) -> None:
    """The documents that claims come from, each with its claims and the sections where they stand."""
    style = page.look
    documents: dict[tuple[str, str], list[str]] = {}
    for claim in cited:
        at = f"{claim.id} ({claim.section})" if claim.section.strip("- ") else claim.id
        documents.setdefault((claim.document, claim.authority.value), []).append(at)
    if documents:
        page.blank()
        page.add("Sources", style="green")
        page.blank()
    for (title, authority), claims in documents.items():
        whose = "today's platform" if authority == "platform" else "a document"
        page.add(f"{style.clean(title)} ({whose})", mark=style.bullet)
        page.add(style.clean(", ".join(claims)), 2, style="dim")
