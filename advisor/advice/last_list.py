"""What was listed last, so that people may name what is on it by number, and hear what is new since."""

from typing import TYPE_CHECKING, Any

from advisor.advice.model import Advice
from advisor.facts.state_memory import place_of, recalled, remember
from advisor.source.record import record
from advisor.source.sha256 import sha256

if TYPE_CHECKING:
    from advisor.advice.compare import ItemKey  # a list is kept without comparing anything

_KIND = "lists"  # of what is remembered


@record
class ListedItem:
    """One line of a list: its number, and the action for a subject (`entity`, `id`) that stood there.

    `due` is its last day (an ordinal), or None.
    """

    number: int
    action: str
    entity: str
    id: str
    title: str
    due: int | None = None

    @property
    def key(self) -> "ItemKey":
        """What tells it from all others, as in `compare`."""
        return self.action, self.entity, self.id

    @property
    def name(self) -> str:
        """As it is typed: "check-in@c-101", or the action alone for what there is one of."""
        return self.action if self.id == self.entity else f"{self.action}@{self.id}"


@record
class ListShown:
    """A list as it was shown: the day of its advice (an ordinal), the state's path, a digest of its text."""

    day: int
    state: str
    digest: str
    items: tuple[ListedItem, ...]


@record
class LastList:
    """The list that was shown last, and the last one of an earlier day, if there is one."""

    shown: ListShown
    earlier: ListShown | None = None


@record
class Whereabouts:
    """What a number of the last list means now: its item, and its `rank` in today's advice (None: gone).

    `has_moved` is whether something else came before it, or passed it; that what stood before it was done
    does not move it.  `because` says why it is set aside, if it is.
    """

    item: ListedItem
    rank: int | None
    has_moved: bool = False
    because: str = ""


@record
class News:
    """What differs from the list of an earlier day: ranks of what is new, titles of what went by itself.

    `missed` are those of them whose last day passed meanwhile, `gone` the others.
    """

    day: int
    new: tuple[int, ...]
    missed: tuple[str, ...]
    gone: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.new or self.missed or self.gone)


def list_of(advice: Advice, state: str, text: str) -> ListShown:
    """The list that a piece of advice makes, for the state at a path with that text."""
    items = tuple(
        ListedItem(item.rank, item.action, item.subject.entity, item.subject.id, item.title, item.due)
        for item in advice.recommendations
    )
    return ListShown(advice.day, place_of(state), digest_of(text), items)


def digest_of(text: str) -> str:
    """A digest of a state's text."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def keep_list(shown: ListShown) -> bool:
    """Keep the list that was shown last; whether that worked.  Where it did not, there is none any more."""
    known = read_last_list(shown.state)
    earlier = None
    if known is not None:
        before = [each for each in (known.shown, known.earlier) if each is not None and each.day < shown.day]
        earlier = before[0] if before else None
    lists = {"shown": _plain_list(shown), "earlier": None if earlier is None else _plain_list(earlier)}
    return remember(_KIND, shown.state, lists)


def read_last_list(state: str) -> LastList | None:
    """The list of the state at a path that was shown last; None where there is none."""
    return recalled(_KIND, state, _lists_from)


def whereabouts(shown: ListShown, number: int, advice: Advice) -> Whereabouts | None:
    """What has become of a number of a list; None where the list has no such number."""
    from advisor.advice.compare import Place, outcomes_of

    item = next((item for item in shown.items if item.number == number), None)
    if item is None:
        return None
    ranks = _ranks(advice)
    rank = ranks.get(item.key)
    if rank is None:
        outcome = outcomes_of(advice).get(item.key)
        is_aside = outcome is not None and outcome.place is Place.SET_ASIDE
        return Whereabouts(item, None, because=outcome.because if outcome and is_aside else "")
    before = {other.key for other in shown.items if other.number < number}
    return Whereabouts(item, rank, any(at < rank and key not in before for key, at in ranks.items()))


def news_since(earlier: ListShown, advice: Advice) -> News:
    """What is new since a list, and what went; what was done, put off or dismissed went for no news."""
    from advisor.advice.compare import outcomes_of

    ranks, outcomes = _ranks(advice), outcomes_of(advice)
    old = {item.key for item in earlier.items}
    gone = [
        item
        for item in earlier.items
        if item.key not in ranks and not ((outcome := outcomes.get(item.key)) and outcome.rests)
    ]
    missed = [item for item in gone if item.due is not None and item.due < advice.day]
    return News(
        earlier.day,
        tuple(sorted(at for key, at in ranks.items() if key not in old)),
        tuple(item.title for item in missed),
        tuple(item.title for item in gone if item not in missed),
    )


def _ranks(advice: Advice) -> "dict[ItemKey, int]":
    return {(item.action, item.subject.entity, item.subject.id): item.rank for item in advice.recommendations}


def _plain_list(shown: ListShown) -> dict[str, Any]:
    items = [[item.number, item.action, item.entity, item.id, item.title, item.due] for item in shown.items]
    return {"day": shown.day, "state": shown.state, "digest": shown.digest, "items": items}


def _lists_from(kept: Any) -> LastList:
    earlier = kept["earlier"]
    return LastList(_list_from(kept["shown"]), None if earlier is None else _list_from(earlier))


def _list_from(kept: Any) -> ListShown:
    """A list as it was kept.  Raises TypeError, KeyError or ValueError for anything else."""
    items = []
    for number, *texts, due in kept["items"]:
        action, entity, subject, title = map(_text, texts)
        last = None if due is None else _number(due)
        items.append(ListedItem(_number(number), action, entity, subject, title, last))
    return ListShown(_number(kept["day"]), _text(kept["state"]), _text(kept["digest"]), tuple(items))


def _number(value: object) -> int:
    if type(value) is not int:
        raise TypeError(value)
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
