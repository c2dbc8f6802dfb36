"""Advice as Markdown in GitHub's flavour: for an issue, a wiki, a note, or whatever takes Markdown.

Every text of a state or a playbook is escaped, so that none of it is markup, a link or HTML.
"""

from collections.abc import Sequence

from advisor.advice.model import Advice
from advisor.reports.advice.view import (
    AdviceView,
    Card,
    DeadlineView,
    QuestionView,
    SetAsideView,
    StakeView,
    advice_view,
)
from advisor.reports.markdown import escaped

BREAK = "\\"  # at the end of a line, keeps it apart from the next


def advice_markdown(advice: Advice, *, who: str = "", top: int | None = None) -> str:
    """The advice as a document that ends with a line break; `who` and `top` as for `text.advice_text`."""
    report = advice_view(advice, who=who, top=top)
    blocks = [f"# {escaped(report.heading)}", escaped(f"{report.day} · playbook: {report.playbook}")]
    blocks.append(escaped(" ".join(report.summary)))
    blocks += _cards(report)
    blocks += _deadlines(report.deadlines)
    blocks += _stakes(report.stakes)
    blocks += _asides(report.asides)
    blocks += _questions(report.questions)
    return "\n\n".join(blocks) + "\n"


def _cards(report: AdviceView) -> list[str]:
    if not report.cards:
        return []
    blocks = ["## Do now", *(block for card in report.cards for block in _card(card))]
    return [*blocks, f"… and {report.more:,} more, less urgent."] if report.more else blocks


def _card(card: Card) -> list[str]:
    urgency = card.priority.value.capitalize()
    if card.deadline is not None:
        urgency += f", {_until(card.deadline)}"
    about = f" · {escaped(card.subject)}" if card.subject else ""
    blocks = [f"### {card.rank}. {escaped(card.title)}", f"**{urgency}**{about}", _bullets(card.because)]
    if card.steps:
        blocks += ["**How**", _numbered(card.steps)]
    if card.draft:
        blocks += ["**Draft, to make your own**", _quoted(card.draft)]
    if card.ladder:
        blocks += ["**One step at a time**", _numbered([_rung(card, at) for at in range(len(card.ladder))])]
    stake = f"At stake: {card.stake} (an estimate) · " if card.stake else ""
    blocks += [f"{stake}Effort: {card.effort}", escaped(" · ".join(card.sources))]
    return [block for block in blocks if block]


def _until(deadline: DeadlineView) -> str:
    """When it is due, in the words of the text form."""
    if deadline.left < 0:
        return f"{deadline.words}, since {deadline.spoken}"
    return "due today" if deadline.left == 0 else f"by {deadline.spoken}, {deadline.words}"


def _rung(card: Card, at: int) -> str:
    return f"{'Now' if at == 0 else 'If that fails'}: {card.ladder[at]}"


def _bullets(texts: Sequence[str]) -> str:
    return "\n".join(f"- {escaped(text)}" for text in texts)


def _numbered(texts: Sequence[str]) -> str:
    return "\n".join(f"{number}. {escaped(text)}" for number, text in enumerate(texts, start=1))


def _quoted(paragraphs: Sequence[str]) -> str:
    """A draft as a quotation, its lines apart."""
    lines = []
    for text, following in zip(paragraphs, [*paragraphs[1:], ""], strict=True):
        lines.append(f"> {escaped(text)}{BREAK if text and following else ''}" if text else ">")
    return "\n".join(lines)


def _deadlines(deadlines: Sequence[DeadlineView]) -> list[str]:
    rows = [(each.spoken, each.words, f"{each.rank}. {escaped(each.title)}") for each in deadlines]
    return ["## Deadlines", _table(("Day", "Left", "What"), rows)] if rows else []


def _stakes(stakes: Sequence[StakeView]) -> list[str]:
    if not stakes:
        return []
    rows = [(escaped(each.label), each.words) for each in stakes]
    return [
        "## At stake, by contract",
        "What one bad review would cost the score. These are estimates.",
        _table(("Contract", "Estimate"), rows),
    ]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; its cells are escaped already."""
    lines = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def _asides(asides: Sequence[SetAsideView]) -> list[str]:
    if not asides:
        return []
    blocks = ["## Set aside, and why"]
    for aside in asides:
        blocks.append(_bullets(aside.titles))
        blocks.append(f"  {escaped(aside.because)}\n  ({escaped(' · '.join(aside.sources))})")
    return blocks


def _questions(questions: Sequence[QuestionView]) -> list[str]:
    if not questions:
        return []
    items = []
    for asked in questions:
        remarks = [asked.about, f"Look at: {asked.find}" if asked.find else "", *asked.hangs, asked.path]
        lines = [f"**{escaped(asked.question)}**", *(escaped(remark) for remark in remarks if remark)]
        items.append("- " + f"{BREAK}\n  ".join(lines))
    return ["## What we would need to know", "\n".join(items)]
