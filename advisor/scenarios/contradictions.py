"""Expectations that no advice can meet."""

from collections.abc import Iterable

from advisor.playbook.reading import Problems
from advisor.scenarios.model import Asked, Expectation, Item, Recommended
from advisor.source.location import Location

_Found = dict[str, Location]


def find_contradictions(expect: Expectation, problems: Problems) -> None:
    """Report everything in `expect` that rules something else in it out."""
    recommended = _once((each.item for each in expect.recommended), "recommended", problems)
    refused = _once(expect.not_recommended, "not_recommended", problems)
    aside = _once((each.item for each in expect.set_aside), "set_aside", problems)
    steps = _once(expect.next_steps, "next_steps", problems)
    asked = _once(expect.asked, "asked", problems)
    not_asked = _once(expect.not_asked, "not_asked", problems)
    _apart(recommended, "recommended", refused, "not recommended", problems)
    _apart(recommended, "recommended", aside, "set aside", problems)
    _apart(recommended, "recommended", steps, "a next step", problems)
    _apart(aside, "set aside", steps, "a next step", problems)
    _apart(asked, "asked", not_asked, "not asked", problems)
    _ranks(expect.recommended, expect.exact, problems)


def _once(items: Iterable[Item | Asked], what: str, problems: Problems) -> _Found:
    seen: _Found = {}
    for item in items:
        name = item.path if isinstance(item, Asked) else str(item)
        if name in seen:
            message = f'"{name}" stands twice in {what}, first at {seen[name]}'
            problems.add("duplicate-expectation", item.location, message, "remove one of them")
        seen.setdefault(name, item.location)
    return seen


def _apart(one: _Found, what: str, other: _Found, what_else: str, problems: Problems) -> None:
    for name, where in other.items():
        if name in one:
            message = f'"{name}" is expected to be {what} (at {one[name]}) and to be {what_else}'
            problems.add("contradiction", where, message, "it can only be one of them")


def _ranks(recommended: tuple[Recommended, ...], exact: bool, problems: Problems) -> None:
    seen: dict[int, str] = {}
    for each in recommended:
        if each.rank is None:
            continue
        if each.rank in seen:
            message = f'"{each.item}" has rank {each.rank}, and so has "{seen[each.rank]}"'
            problems.add("contradiction", each.item.location, message, "ranks are told apart")
        if exact and each.rank > len(recommended):
            message = f'"{each.item}" has rank {each.rank}, and only {len(recommended)} may be recommended'
            problems.add("contradiction", each.item.location, message, "correct the rank, or list the others")
        seen.setdefault(each.rank, str(each.item))
