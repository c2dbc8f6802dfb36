"""Why something did not come up, as a page to read: what comes nearest, and what would have to change."""

from collections.abc import Callable, Iterable

from advisor.advice.compare import Outcome, Place
from advisor.advice.condition_results import unread
from advisor.advice.explain_model import ConditionResult, Evidence, Instance, RuleTrace
from advisor.advice.why_not import Miss, Stands, WhyNot
from advisor.reports.explain.condition_tree import ConditionTree
from advisor.reports.terminal.layout import Branch, Page, draw
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import count, listed, long_day

NEAREST = 3  # misses told, unless all are asked for
_SHORT = 70  # signs of a condition that is told though it holds


def why_not_text(
    told: WhyNot, look: TerminalStyle, *, root: str, command: Callable[[str], str], everything: bool = False
) -> str:
    """The misses as text that ends with a line break; files are named as seen from `root`.

    `command` is what the reader types to ask why an item stands where it does.
    """
    page, teller = Page(look), _MissTeller(look, root)
    _header(page, told)
    for stands in told.stands:
        _stands(page, teller, told, stands, command)
    shown = told.misses if everything else told.misses[:NEAREST]
    _summary(page, told, len(shown))
    for number, miss in enumerate(shown, start=1):
        _miss(page, teller, told, miss, number)
    more = len(told.misses) - len(shown)
    if more:
        page.blank()
        page.add(f"{look.dots} and {more:,} more, further from it; --all shows them.")
    return str(page)


def _header(page: Page, told: WhyNot) -> None:
    look = page.look
    what = f"the rule {told.name}" if told.is_rule else told.title or told.name
    page.add(f"Why not: {look.clean(what)}", style="bold")
    label = [told.subject.label] if told.subject and not told.subject.is_single else []
    item = [] if told.item in (what, told.name) and not told.title else [told.item]
    remarks = [*label, *item, long_day(told.as_of)]
    page.remarks([look.clean(each) for each in remarks], 0, style="dim")


def _stands(
    page: Page, teller: ConditionTree, told: WhyNot, stands: Stands, command: Callable[[str], str]
) -> None:
    """One for whom it did come up."""
    look, standing = page.look, stands.standing
    page.blank()
    if stands.fires:
        page.add(f"It applies to {look.clean(stands.subject.label)}.", style="green")
    elif told.subject is None:
        page.add(look.clean(standing.title), style="bold")
    if standing.place is not Place.NOWHERE:
        told_so = sentence_of(standing, look)
        if stands.fires:
            told_so = f"{look.clean(stands.item)} {told_so.removeprefix('It ')}"
        page.add(told_so, style="green" if standing.place is Place.RECOMMENDED else "yellow")
    for voice in stands.voices:
        page.add(teller.look.dot.join([look.clean(voice.rule), teller.place(voice.location)]), 2, style="dim")
    if stands.returns is not None:
        page.add(f"If nothing else changes, it is recommended on {long_day(stands.returns)}.")
    elif stands.standing.rests and not stands.fires and told.until > told.as_of:
        looked = count(told.until - told.as_of, "day")
        page.add(f"It does not come back by itself in the next {looked}.")
    if standing.place is not Place.NOWHERE:
        page.typed("To see why:", look.clean(command(stands.item)))


def sentence_of(standing: Outcome, look: TerminalStyle) -> str:
    """How an action stands, as a sentence."""
    if standing.place is Place.RECOMMENDED:
        return f"It is recommended, as no. {standing.rank}."
    if standing.place is Place.NEXT:
        return f"It is the next step after {look.clean(standing.after)}, if that fails."
    if standing.place is Place.SET_ASIDE:
        return f"It is set aside: {look.clean(standing.because)}"
    return "It is not part of the advice."


def _summary(page: Page, told: WhyNot, shown: int) -> None:
    page.blank()
    if not told.misses:
        page.add("" if told.stands else _nobody(told))
        return
    others = " for others" if told.stands else ""
    summary = (
        f"It does not apply{others}." if told.is_rule else f"It is not advised{others}: {_silent(told)}."
    )
    page.add(summary + (" The nearest first:" if shown > 1 else ""))


def _silent(told: WhyNot) -> str:
    rules = len({miss.voice.rule for miss in told.misses})
    return (
        "the one rule that could advise it does not apply"
        if rules == 1
        else f"none of the {rules:,} rules that could advise it applies"
    )


def _nobody(told: WhyNot) -> str:
    if told.is_rule or told.subject is None:
        return "There is nobody in this state whom it could concern."
    return "No rule of this playbook advises it."


def _miss(page: Page, teller: "_MissTeller", told: WhyNot, miss: Miss, number: int) -> None:
    look, voice = page.look, miss.voice
    page.blank()
    name = look.clean(voice.rule if told.subject is not None or told.is_rule else miss.item)
    if told.is_rule and told.subject is None:
        name = look.clean(miss.item)
    page.add(name, mark=f"{number}.", style="bold")
    remarks = [] if told.subject is not None or voice.subject.is_single else [look.clean(voice.subject.label)]
    if not told.is_rule and told.subject is None:
        remarks.append(look.clean(f"rule {voice.rule}"))
    page.remarks([*remarks, teller.place(voice.location)], 3, style="dim")
    draw(page, teller.missing(voice), "   ")
    if voice.on is not None:
        then = f" {_then(miss.then, look)}" if miss.then is not None else ""
        page.add(f"If nothing else changes, it applies from {long_day(voice.on)} on.{then}", 3, style="green")


def _then(standing: Outcome, look: TerminalStyle) -> str:
    told = sentence_of(standing, look)
    if standing.place is Place.RECOMMENDED:
        return f"The action is recommended then, as no. {standing.rank}."
    return "Then the action " + told.removeprefix("It ")


class _MissTeller(ConditionTree):
    """Tells what keeps a rule from firing."""

    def missing(self, voice: RuleTrace) -> list[Branch]:
        """What fails or is not known, then what holds already, in one line."""
        found = (
            []
            if voice.in_force
            else [Branch((("x It is not in force", "red"), (self._period(voice), "dim")))]
        )
        found += self._opened(voice.points)
        return [*found, *self._holding([point for point in voice.points if point.truth])]

    def _holding(self, points: list[ConditionResult]) -> list[Branch]:
        """What holds already; groups and long conditions are counted."""
        told = [point.text for point in points if not point.parts and len(point.text) <= _SHORT]
        short = [self.look.clean(text) for text in told]
        more = len(points) - len(short)
        short += [f"{more} more"] if more and short else [count(more, "condition")] if more else []
        return [Branch((("What holds already: " + "; ".join(short), "dim"),))] if short else []

    def _period(self, voice: RuleTrace) -> str:
        start, end = voice.period.start, voice.period.end
        told = [f"from {long_day(start)} on"] if start is not None else []
        told += [f"until the day before {long_day(end)}"] if end is not None else []
        return f"it holds {' and '.join(told)}"

    def _opened(self, points: Iterable[ConditionResult]) -> list[Branch]:
        """What fails or is not known of conditions that all have to hold.

        Where it fails that a fact is known, its question is told there, and once.
        """
        told = [_alone(point) for point in points if not point.truth]
        lacking = {found.path for point in told if point.truth is False for found in _unknown(point)}
        missing = {id(point): unread([point]) for point in told if point.truth is None}
        silent = {
            number: found
            for number, found in missing.items()
            if {each.path for each in found} <= lacking and found
        }
        asked = {found.path: found for each in silent.values() for found in each}
        return [
            self._open(point, [asked[each.path] for each in _unknown(point) if each.path in asked])
            for point in told
            if id(point) not in silent
        ]

    def _open(self, point: ConditionResult, asked: Iterable[Evidence] = ()) -> Branch:
        """A condition with what is found; `asked` are facts to ask for that it does not name itself."""
        sign, word, style = ("x", "Not so", "red") if point.truth is False else ("?", "Not known", "cyan")
        text = [(f"{sign} {word}: {self.look.clean(point.text)}", style)]
        text += [(each, "dim") for each in (self.look.clean(point.note), self.again(point.voices)) if each]
        if point.on is not None:
            text.append((f"that is so from {long_day(point.on)}, if nothing else changes", "green"))
        below = list(self.founds(point.found))
        below += [
            Branch(((f"To answer: {self.look.clean(each.ask)} ({self.look.clean(each.path)})", "cyan"),))
            for each in (*point.missing, *asked)
        ]
        below += self._opened(point.all_of)
        below += [self._open(_alone(part)) for part in _likely(point)]
        below += self._drawing(point.voices, point.others)
        below += self._cases(point.cases)
        return Branch(tuple(text), tuple(below))

    def _drawing(self, voices: Iterable[RuleTrace], others: int) -> list[Branch]:
        """The rules that drew a conclusion that should not be there; or the nearest that could draw it."""
        fresh = [voice for voice in voices if not voice.again]
        found = self.voices([voice for voice in fresh if voice.fired])
        missed = [voice for voice in fresh if not voice.fired]
        for voice in missed[:1]:
            head = (f"{self.look.clean(voice.rule)} would say so", "")
            found.append(Branch((head, (self.place(voice.location), "dim")), tuple(self.missing(voice))))
        rest = [self.look.clean(voice.rule) for voice in missed[1:]]
        rest += [f"{others:,} more"] if others and missed else []
        return [*found, Branch(((f"further from it: {listed(rest)}", "dim"),))] if rest else found

    def _cases(self, cases: tuple[Instance, ...]) -> list[Branch]:
        """Those of which it is so, and the nearest of the others, where one thing alone is against it."""
        failing = {case.path: sum(not point.truth for point in case.points) for case in cases}
        so = [case for case in cases if not failing[case.path]]
        near = [case for case in cases if failing[case.path] == 1]
        return [self.case_of(case, self._opened(case.points)) for case in (*so, *near[:1])]


def _alone(point: ConditionResult) -> ConditionResult:
    """The one condition that a group comes down to, where all others of it hold, or cannot help."""
    parts = [part for part in point.all_of if not part.truth] or _likely(point)
    return _alone(parts[0]) if len(parts) == 1 and point.parts else point


def _likely(point: ConditionResult) -> list[ConditionResult]:
    """The alternatives worth telling: where it is not known whether one holds, those that may."""
    return [part for part in point.any_of if part.truth is point.truth]


def _unknown(point: ConditionResult) -> list[Evidence]:
    """The values for lack of which a condition fails."""
    return [found for found in point.found if not found.known] if point.truth is False else []


def absent_text(told: WhyNot, look: TerminalStyle, *, command: str) -> str:
    """In a few lines that an action is not in the advice; `command` would tell more."""
    page = Page(look)
    page.add(look.clean(told.title or told.name), style="bold")
    because = _silent(told) if told.misses else "no rule of this playbook advises it"
    page.add(f"{look.clean(told.item)} is not part of the advice: {because}.")
    for miss in told.misses[:1]:
        failed, unknown = miss.distance
        parts = [f"{count(failed, 'condition')} {'fails' if failed == 1 else 'fail'}"] if failed else []
        parts += [f"{count(unknown, 'answer')} {'is' if unknown == 1 else 'are'} missing"] if unknown else []
        page.add(f"The nearest is {look.clean(miss.voice.rule)}: {listed(parts)}.")
        if miss.voice.on is not None:
            page.add(f"If nothing else changes, it applies from {long_day(miss.voice.on)} on.")
    if told.misses:
        page.typed("To see more:", look.clean(command))
    return str(page)
