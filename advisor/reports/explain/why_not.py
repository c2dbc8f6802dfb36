"""Why something did not come up, as a page to read: what comes nearest, and what would have to change."""

from collections.abc import Callable

from advisor.advice.compare import Outcome, Place
from advisor.advice.why_not import ItemOutcome, Miss, WhyNot
from advisor.reports.explain.condition_tree import ConditionTree
from advisor.reports.terminal.layout import Page, draw
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import count, listed, long_day

NEAREST = 3  # misses shown, unless all are asked for


def why_not_text(
    answer: WhyNot, look: TerminalStyle, *, root: str, command: Callable[[str], str], everything: bool = False
) -> str:
    """The misses as text that ends with a line break; files are named as seen from `root`.

    `command` is what the reader types to ask why an item stands where it does.
    """
    page, tree = Page(look), ConditionTree(look, root)
    _header(page, answer)
    for item in answer.outcomes:
        _came_up(page, tree, answer, item, command)
    misses = answer.misses if everything else answer.misses[:NEAREST]
    _summary(page, answer, len(misses))
    for number, miss in enumerate(misses, start=1):
        _miss(page, tree, answer, miss, number)
    more = len(answer.misses) - len(misses)
    if more:
        page.blank()
        page.add(f"{look.dots} and {more:,} more, further off; --all shows them.")
    return str(page)


def _header(page: Page, answer: WhyNot) -> None:
    what = f"the rule {answer.name}" if answer.is_rule else answer.title or answer.name
    page.add(f"Why not: {what}", style="bold")
    label = [answer.subject.label] if answer.subject and not answer.subject.is_single else []
    item = [] if answer.item in (what, answer.name) and not answer.title else [answer.item]
    page.remarks([*label, *item, long_day(answer.as_of)], 0, style="dim")


def _came_up(
    page: Page, tree: ConditionTree, answer: WhyNot, item: ItemOutcome, command: Callable[[str], str]
) -> None:
    look, outcome = page.look, item.outcome
    page.blank()
    if item.fires:
        page.add(f"It applies to {look.clean(item.subject.label)}.", style="green")
    elif answer.subject is None:
        page.add(outcome.title, style="bold")
    if outcome.place is not Place.NOWHERE:
        sentence = _sentence(outcome, look)
        if item.fires:
            sentence = f"{look.clean(item.item)} {sentence.removeprefix('It ')}"
        page.add(sentence, style="green" if outcome.place is Place.RECOMMENDED else "yellow")
    for trace in item.forbidden:
        page.add(look.dot.join([look.clean(trace.rule), tree.place(trace.location)]), 2, style="dim")
    if item.returns is not None:
        page.add(f"If nothing else changes, it is recommended on {long_day(item.returns)}.")
    elif outcome.rests and not item.fires and answer.until > answer.as_of:
        looked = count(answer.until - answer.as_of, "day")
        page.add(f"It will not come back by itself in the next {looked}.")
    if outcome.place is not Place.NOWHERE:
        page.typed("To see why:", look.clean(command(item.item)))


def _sentence(outcome: Outcome, look: TerminalStyle) -> str:
    if outcome.place is Place.RECOMMENDED:
        return f"It is recommended as no. {outcome.rank}."
    if outcome.place is Place.NEXT:
        return f"It is the next step after {look.clean(outcome.after)}, if that fails."
    if outcome.place is Place.SET_ASIDE:
        return f"It is set aside: {look.clean(outcome.because)}"
    return "It is not part of the advice."


def _summary(page: Page, answer: WhyNot, shown: int) -> None:
    page.blank()
    if not answer.misses:
        nobody = "There is nobody in this state it could be about."
        concerns_one = answer.subject is not None and not answer.is_rule
        if not answer.outcomes:
            page.add("No rule in this playbook advises it." if concerns_one else nobody)
        return
    others = " for others" if answer.outcomes else ""
    because = "does not apply" if answer.is_rule else "is not advised"
    more = "" if answer.is_rule else f": {_silent(answer)}"
    page.add(f"It {because}{others}{more}." + (" Closest first:" if shown > 1 else ""))


def _silent(answer: WhyNot) -> str:
    rules = len({miss.trace.rule for miss in answer.misses})
    if rules == 1:
        return "the one rule for it does not apply"
    return f"none of the {rules:,} rules for it applies"


def _miss(page: Page, tree: ConditionTree, answer: WhyNot, miss: Miss, number: int) -> None:
    look, trace = page.look, miss.trace
    page.blank()
    for_all = answer.subject is None
    page.add(miss.item if for_all else trace.rule, mark=f"{number}.", style="bold")
    remarks = [trace.subject.label] if for_all and not trace.subject.is_single else []
    remarks += [f"rule {trace.rule}"] if for_all and not answer.is_rule else []
    page.remarks([*remarks, tree.place(trace.location)], 3, style="dim")
    draw(page, tree.missing(trace), "   ")
    if trace.on is not None:
        then = ""
        if miss.then is not None and miss.then.place is Place.RECOMMENDED:
            then = f" It is then recommended as no. {miss.then.rank}."
        elif miss.then is not None:
            then = f" Then the action {_sentence(miss.then, look).removeprefix('It ')}"
        page.add(f"If nothing else changes, it applies from {long_day(trace.on)}.{then}", 3, style="green")


def absent_text(answer: WhyNot, look: TerminalStyle, *, command: str) -> str:
    """In a few lines that an action is not in the advice; `command` would tell more."""
    page = Page(look)
    page.add(answer.title or answer.name, style="bold")
    because = _silent(answer) if answer.misses else "no rule in this playbook advises it"
    page.add(f"{look.clean(answer.item)} is not part of the advice: {because}.")
    for miss in answer.misses[:1]:
        failed, unknown = miss.distance
        parts = [f"{count(failed, 'condition')} {'fails' if failed == 1 else 'fail'}"] if failed else []
        parts += [f"{count(unknown, 'answer')} {'is' if unknown == 1 else 'are'} missing"] if unknown else []
        page.add(f"The closest is {look.clean(miss.trace.rule)}: {listed(parts)}.")
        if miss.trace.on is not None:
            page.add(f"If nothing else changes, it applies from {long_day(miss.trace.on)}.")
    if answer.misses:
        page.typed("To see more:", look.clean(command))
    return str(page)
