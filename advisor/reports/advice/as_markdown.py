"""Advice as Markdown in GitHub's flavour: for an issue, a wiki, a note, or whatever takes Markdown.

Every text of a state or a playbook is escaped, so that none of it is markup, a link or HTML.
"""

from collections.abc import Sequence

from advisor.advice.model import Advice
from advisor.reports.advice.view import AdviceView, Card, QuestionView, SetAsideView, advice_view
from advisor.reports.markdown import escaped

_BREAK = "\\"  # at the end of a line, keeps it apart from the next


def advice_markdown(advice: Advice, *, who: str = "", top: int | None = None) -> str:
    """The advice as a document that ends with a line break; `who` and `top` as for `view.advice_view`."""
    view = advice_view(advice, who=who, top=top)
    blocks = [f"# {escaped(view.heading)}", escaped(f"{view.day} · playbook: {view.playbook}")]
    blocks.append(escaped(" ".join(view.summary)))
    blocks += _cards(view)
    blocks += _deadlines(view)
    blocks += _stakes(view)
    blocks += _asides(view.asides)
    blocks += _questions(view.questions)
    return "\n\n".join(blocks) + "\n"


def _cards(view: AdviceView) -> list[str]:
    if not view.cards:
        return []
    blocks = ["## Do now", *(block for card in view.cards for block in _card(card))]
    return [*blocks, f"… and {view.more:,} more, less urgent."] if view.more else blocks


def _card(card: Card) -> list[str]:
    about = f" · {escaped(card.subject)}" if card.subject else ""
    blocks = [f"### {card.rank}. {escaped(card.title)}", f"**{card.urgency}**{about}", _bullets(card.because)]
    if card.steps:
        blocks += ["**How**", _numbered(card.steps)]
    if card.draft:
        blocks += ["**Draft to make your own**", _quoted(card.draft)]
    if card.ladder:
        now, *later = card.ladder
        rungs = [f"Now: {now}", *(f"{card.then}: {title}" for title in later)]
        blocks += ["**One step at a time**", _numbered(rungs)]
    blocks += [escaped(" · ".join(card.weight)), escaped(" · ".join(card.sources))]
    return [block for block in blocks if block]


def _bullets(texts: Sequence[str]) -> str:
    return "\n".join(f"- {escaped(text)}" for text in texts)


def _numbered(texts: Sequence[str]) -> str:
    return "\n".join(f"{number}. {escaped(text)}" for number, text in enumerate(texts, start=1))


def _quoted(paragraphs: Sequence[str]) -> str:
    """A draft as a quotation, its lines apart."""
    lines = []
    for text, following in zip(paragraphs, [*paragraphs[1:], ""], strict=True):
        lines.append(f"> {escaped(text)}{_BREAK if text and following else ''}" if text else ">")
    return "\n".join(lines)


def _deadlines(view: AdviceView) -> list[str]:
    rows = [
        (deadline.spoken, deadline.words, f"{deadline.rank}. {escaped(deadline.title)}")
        for deadline in view.deadlines
    ]
    return ["## Deadlines", _table(("Day", "Left", "What"), rows)] if rows else []


def _stakes(view: AdviceView) -> list[str]:
    blocks: list[str] = []
    for listed in view.stakes:
        rows = [(escaped(stake.label), escaped(stake.words)) for stake in listed.stakes]
        blocks += [f"## {listed.title}", escaped(listed.lead), _table(("For", listed.column), rows)]
    return blocks


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; its cells are escaped already."""
    lines = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def _asides(asides: Sequence[SetAsideView]) -> list[str]:
    blocks = ["## Not now, and why"] if asides else []
    for aside in asides:
        blocks.append(_bullets(aside.titles))
        blocks.append(f"  {escaped(aside.because)}\n  ({escaped(' · '.join(aside.sources))})")
    return blocks


def _questions(questions: Sequence[QuestionView]) -> list[str]:
    items = []
    for question in questions:
        remarks = [*question.remarks, *question.hangs, question.path]
        lines = [f"**{escaped(question.question)}**", *(escaped(remark) for remark in remarks if remark)]
        items.append("- " + f"{_BREAK}\n  ".join(lines))
    return ["## Questions that would sharpen this", "\n".join(items)] if items else []
