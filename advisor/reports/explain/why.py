"""Why an action stands where it stands, as a page to read: a tree down to the facts."""

from advisor.advice.compare import Place
from advisor.advice.explain_model import Explanation, RuleTrace
from advisor.advice.model import item_name
from advisor.reports.explain.condition_tree import ConditionTree, sources
from advisor.reports.terminal.layout import PRIORITY_STYLES, Branch, Page, draw
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import due

_ASIDE = "Not now, because"


def why_text(explanation: Explanation, look: TerminalStyle, *, root: str) -> str:
    """The explanation as text that ends with a line break; files are named as seen from `root`."""
    page, tree = Page(look), ConditionTree(look, root)
    is_set_aside = explanation.outcome.place is Place.SET_ASIDE
    _header(page, explanation)
    if is_set_aside:
        _set_aside(page, tree, explanation)
    _rules(page, tree, "In its favour" if is_set_aside else "Because", explanation.advised)
    _rules(page, tree, "Also considered", explanation.moved)
    if explanation.ranking:
        _ranking(page, tree, explanation)
    sources(page, tree.cited.values())
    return str(page)


def _header(page: Page, explanation: Explanation) -> None:
    outcome = explanation.outcome
    page.add(f"Why: {explanation.title}", style="bold")
    if outcome.place is Place.RECOMMENDED and outcome.priority is not None:
        remarks = [f"Recommended, no. {outcome.rank}", outcome.priority.value]
        if outcome.deadline is not None:
            remarks.append(due(outcome.deadline, explanation.as_of))
        page.remarks(remarks, 0, style=PRIORITY_STYLES.get(outcome.priority, ""))
    elif outcome.place is Place.NEXT:
        page.add(f"The step to try next if this one fails: {explanation.follows}", style="cyan")
    else:
        page.add("Not now", style="yellow")
    name = item_name(explanation.action, explanation.subject)
    label = [] if explanation.subject.is_single else [explanation.subject.label]
    page.remarks([*label, name], 0, style="dim")


def _set_aside(page: Page, tree: ConditionTree, explanation: Explanation) -> None:
    event = explanation.event
    if event is None:
        _rules(page, tree, _ASIDE, explanation.forbidden)
        return
    page.heading(_ASIDE)
    page.blank()
    page.add(explanation.outcome.because)
    place = tree.place(event.location)
    page.remarks([event.path, place] if place else [event.path], 0, style="dim")


def _rules(page: Page, tree: ConditionTree, heading: str, traces: tuple[RuleTrace, ...]) -> None:
    if not traces:
        return
    page.heading(heading)
    for branch in tree.rules(traces):
        page.blank()
        for text, style in branch.text:
            page.add(text, style=style or "bold")
        draw(page, branch.below)
    page.add(tree.sentence(tree.again(traces)))


def _ranking(page: Page, tree: ConditionTree, explanation: Explanation) -> None:
    clean = page.look.clean
    page.heading("Why it ranks here")
    page.blank()
    branches = []
    for ranked in explanation.ranking:
        value = clean(f"{ranked.name.capitalize()}: {ranked.value}")
        facts = tuple(tree.evidence(ranked.evidence))
        branches.append(Branch(((value, ""), (clean(ranked.because), "dim")), facts))
    for neighbour, word in ((explanation.before, "After"), (explanation.after, "Before")):
        if neighbour is not None:
            line = f"{word} no. {neighbour.rank}, which {neighbour.by}"
            branches.append(Branch(((line, ""), (clean(neighbour.title), "dim"))))
    draw(page, branches)
