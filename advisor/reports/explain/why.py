"""Why an action stands where it stands, as a page to read: a tree down to the facts."""

from advisor.advice.compare import Place
from advisor.advice.explain_model import Explanation, Neighbour, Ranked, RuleTrace
from advisor.advice.model import SetAsideReason, item_name
from advisor.reports.explain.condition_tree import ConditionTree, sources
from advisor.reports.terminal.layout import PRIORITY_STYLES, Branch, Page, draw
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import due


def why_text(told: Explanation, look: TerminalStyle, *, root: str) -> str:
    """The explanation as text that ends with a line break; files are named as seen from `root`."""
    page, teller = Page(look), ConditionTree(look, root)
    _header(page, told)
    if told.standing.place is Place.SET_ASIDE:
        _aside(page, teller, told)
    heading = "What speaks for it" if told.standing.place is Place.SET_ASIDE else "Because"
    _rules(page, teller, heading, told.advised)
    _rules(page, teller, "Also weighed", told.moved)
    if told.ranking:
        _ranking(page, teller, told)
    sources(page, teller.cited.values())
    return str(page)


def _header(page: Page, told: Explanation) -> None:
    look, standing = page.look, told.standing
    page.add(f"Why: {look.clean(told.title)}", style="bold")
    if standing.place is Place.RECOMMENDED and standing.priority is not None:
        remarks = [f"Recommended, no. {standing.rank}", standing.priority.value]
        if standing.deadline is not None:
            remarks.append(due(standing.deadline, told.as_of))
        page.remarks(remarks, 0, style=PRIORITY_STYLES.get(standing.priority, ""))
    elif standing.place is Place.NEXT:
        page.add(f"The step to try next, if this one fails: {look.clean(told.follows)}", style="cyan")
    else:
        page.add("Set aside", style="yellow")
    name = item_name(told.action, told.subject)
    label = [] if told.subject.is_single else [told.subject.label]
    page.remarks([look.clean(each) for each in (*label, name)], 0, style="dim")


def _aside(page: Page, teller: ConditionTree, told: Explanation) -> None:
    page.heading("Set aside, because")
    if told.event is not None:
        place = teller.place(told.event.location)
        page.blank()
        page.add(page.look.clean(told.standing.because))
        remarks = [page.look.clean(told.event.path)] + ([place] if place else [])
        page.remarks(remarks, 0, style="dim")
    elif told.standing.reason is SetAsideReason.FORBIDDEN:
        _tree(page, teller, told.forbidden)


def _rules(page: Page, teller: ConditionTree, heading: str, voices: tuple[RuleTrace, ...]) -> None:
    if voices:
        page.heading(heading)
        _tree(page, teller, voices)


def _tree(page: Page, teller: ConditionTree, voices: tuple[RuleTrace, ...]) -> None:
    """Rules one after the other, each with its branches below it."""
    for branch in teller.voices(voices):
        page.blank()
        for text, style in branch.text:
            page.add(text, style=style or "bold")
        draw(page, branch.below)
    page.add(teller.sentence(teller.again(voices)))


def _ranking(page: Page, teller: ConditionTree, told: Explanation) -> None:
    page.heading("Why it stands there")
    page.blank()
    branches = [_value(teller, each) for each in told.ranking]
    for neighbour, word in ((told.before, "After"), (told.after, "Before")):
        if neighbour is not None:
            branches.append(_neighbour(teller, neighbour, word))
    draw(page, branches)


def _value(teller: ConditionTree, ranked: Ranked) -> Branch:
    told = f"{ranked.name.capitalize()}: {ranked.value}"
    because = teller.look.clean(ranked.because)
    return Branch(((teller.look.clean(told), ""), (because, "dim")), tuple(teller.founds(ranked.found)))


def _neighbour(teller: ConditionTree, neighbour: Neighbour, word: str) -> Branch:
    title = teller.look.clean(neighbour.title)
    return Branch(((f"{word} no. {neighbour.rank}, which {neighbour.by}", ""), (title, "dim")))
