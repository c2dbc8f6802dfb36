"""An entry of an agenda in sentences; names are not clean yet, they stand in it as the state gives them."""

from advisor.advice.agenda_model import Entry, Occasion
from advisor.advice.compare import Outcome, Place
from advisor.advice.model import SetAsideReason
from advisor.reports.wording import action_words, capitalized, due, listed, short_day

_LABELS = {
    Occasion.COMES: "New",
    Occasion.RISES: "More urgent",
    Occasion.DUE: "Due",
    Occasion.ENDS: "Last day",
}
IF_NOTHING_CHANGES = "if nothing changes and nothing is recorded"


def label(entry: Entry) -> str:
    """Why the entry stands on its day, in a word or two; "" where that goes without saying."""
    if entry.occasion is Occasion.COMES and entry.then is not None:
        return "Only on this day"
    if entry.occasion is Occasion.COMES and entry.again:
        return "Again"
    if entry.occasion is Occasion.NOW and entry.then is not None:
        return "Last day"
    return _LABELS.get(entry.occasion, "")


def headline(entry: Entry) -> str:
    """The entry in a line: "Last day: Leave your feedback for Pinion Drones"."""
    text = entry.noted.words if entry.noted is not None else entry.item.title if entry.item else ""
    lead = label(entry)
    return f"{lead}: {text}" if lead else capitalized(text)


def urgency(entry: Entry, today: int) -> str:
    """How urgent it is, and until when: "High, by 3 Dec 2026"; "" for a date."""
    item = entry.item
    if item is None:
        return ""
    priority = item.priority.value.capitalize()
    if item.due is None:
        return priority
    if entry.day == today or item.due < entry.day:
        return f"{priority}, {due(item.due, entry.day)}"
    when = "due on this day" if item.due == entry.day else f"by {short_day(item.due)}"
    return f"{priority}, {when}"


def reasons(entry: Entry) -> list[str]:
    """Why it is to be done, each sentence once; of what becomes more urgent, what is new."""
    item = entry.item
    if item is None:
        return []
    advising = [reason.text for reason in item.reasons]
    if entry.occasion in (Occasion.COMES, Occasion.NOW):
        return list(dict.fromkeys([*advising, *(reason.text for reason in item.moved_by)]))
    texts = [reason.text for reason in entry.news]
    texts += [f"Until now it was less urgent: {reason.text}" for reason in entry.gone]
    if entry.occasion is Occasion.RISES and not entry.news:
        texts = [*advising, *texts]
    return list(dict.fromkeys(texts))


def remarks(entry: Entry) -> list[str]:
    """What it comes after, and what becomes of it after its last day."""
    sentences = []
    if entry.instead_of:
        sentences.append(f"It replaces this step: {listed(entry.instead_of)}.")
    elif entry.occasion is Occasion.COMES and entry.before is not None and entry.before.rests:
        sentences.append(entry.before.because)
    elif (
        entry.occasion is Occasion.COMES and entry.before and entry.before.reason is SetAsideReason.ONE_LETTER
    ):
        sentences.append("Until now another letter came first: nobody gets two on one day.")
    if entry.then is not None and (afterwards := _afterwards(entry, entry.then)):
        sentences.append(afterwards)
    sentences += [f"The rule {rule} applies from this day on." for rule in entry.starting]
    sentences += [f"The rule {rule} applies until this day." for rule in entry.ending]
    return sentences


def _afterwards(entry: Entry, then: Outcome) -> str:
    if then.place is Place.SET_ASIDE and then.reason is SetAsideReason.FORBIDDEN:
        return f"After this day, hold off: {then.because}"
    if then.place is Place.SET_ASIDE and then.reason is SetAsideReason.ONE_LETTER:
        return "After this day it waits: another letter comes first."
    if then.place is Place.SET_ASIDE and not then.rests:
        return f"After this day it no longer applies. {then.because}"
    if then.place is Place.SET_ASIDE:
        return f"After this day it is on hold. {then.because}"
    if then.place is Place.NEXT:
        return f"After this day it waits; another step comes first: {action_words(then.after)}."
    if entry.item is not None and entry.item.due == entry.day:
        return "After this day it is too late."
    if entry.occasion is Occasion.COMES:
        return ""  # its label says that there is no other day
    return "After this day it no longer applies."
