"""What changed in the advice, in the few lines that follow an answer or a record."""

from advisor.advice.compare import Change, ChangeKind, Comparison, Outcome, Place, key_of, outcomes_of
from advisor.reports.terminal.layout import Page
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import count, short_day

_IN = 2
_MOST_CHANGES = 2  # the advice itself holds them all
_SIGNS = {
    ChangeKind.CAME: ("+", "green", "New"),
    ChangeKind.WENT: ("-", "red", "No longer"),
    ChangeKind.MOVED: ("~", "yellow", "Moved"),
    ChangeKind.SET_ASIDE: ("x", "red", "Not now"),
    ChangeKind.NO_LONGER_SET_ASIDE: ("o", "dim", "No longer considered"),
    ChangeKind.NO_LONGER_NEXT_STEP: ("-", "red", "No longer a next step"),
}
_NEXT = ("+", "green", "New next step")
_LATER = ("~", "yellow", "Only a next step now")


def changed_in_short(page: Page, comparison: Comparison) -> None:
    """What changed in the advice: what matters most, and how much more."""
    look = page.look
    changes = [change for change in comparison.changes if change.kind is not ChangeKind.REWORDED]
    for change in changes[:_MOST_CHANGES]:
        sign, style, word = _sign(change)
        page.add(f"{word}: {_how(change, comparison, look)}", _IN, mark=sign, mark_style=style)
    more = len(changes) - _MOST_CHANGES
    if more > 0:
        page.add(f"{look.dots} and {count(more, 'more change')}", _IN)
    if not changes:
        other = "The advice stays the same; only its details change." if comparison.changes else ""
        page.add(other or "Nothing changes yet.", _IN)


def _sign(change: Change) -> tuple[str, str, str]:
    """The sign of a change, its style, and a word for it."""
    if change.after.place is Place.NEXT:
        return _LATER if change.kind is ChangeKind.WENT else _NEXT
    return _SIGNS[change.kind]


def _how(change: Change, comparison: Comparison, look: TerminalStyle) -> str:
    """A change in a few words."""
    title, was, now = look.clean(change.title), change.before, change.after
    if now.place is Place.NEXT:
        before = outcomes_of(comparison.after)[key_of(now.after, change.subject)]
        return f"{title}, after {look.clean(before.title)}"
    if change.kind is ChangeKind.CAME:
        return f"{title} ({_urgency(now)})"
    if change.kind is ChangeKind.MOVED:
        old, new = _urgency(was), _urgency(now)
        moved = f"{old} {look.arrow} {new}" if old != new else f"rank {was.rank} {look.arrow} {now.rank}"
        return f"{title} ({moved})"
    return title


def _urgency(outcome: Outcome) -> str:
    priority = outcome.priority.value if outcome.priority else ""
    return priority if outcome.deadline is None else f"{priority}, by {short_day(outcome.deadline)}"
