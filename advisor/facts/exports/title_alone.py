"""Contracts joined by their title alone, where some name no client and others no number.

A weekly summary tells numbers and titles, a transaction report clients and titles.  They are joined where no
two of one title can be two contracts; else they stay apart, and that is told.
"""

from collections.abc import Sequence
from itertools import combinations

from advisor.facts.exports import joining_words as words
from advisor.facts.exports.groups import Group, Standing


def join_by_title(standing: Standing, nobodys: Sequence[Group]) -> tuple[list[str], list[str]]:
    """Join groups of one title: what they are called that were joined, and sentences on what was not.

    `nobodys` have neither number nor client, and stand nowhere yet.
    """
    by_title: dict[str, list[Group]] = {}
    for group in (*standing, *nobodys):
        for title in group.titles:
            by_title.setdefault(title, []).append(group)
    loose = {group.number for group in nobodys}
    joined, notes = list[str](), list[str]()
    for title in sorted(by_title):
        _joined_by_start(_distinct(by_title[title]), loose)
        side = _distinct(by_title[title])
        if len(side) == 1 or not any(group.members for group in side):
            continue
        if all(group.clients for group in side):
            notes += _told_of_clients(side)
        elif _one_contract(side):
            joined.append(_joined(side))
        else:
            notes += _left_apart(side, loose)
    for group in nobodys:
        standing.put(group.whole)
    for group in list(standing):
        standing.put(group)
    return joined, notes


def _distinct(groups: Sequence[Group]) -> list[Group]:
    whole = {group.whole.number: group.whole for group in groups if not group.whole.why}
    return [whole[number] for number in sorted(whole)]


def _joined_by_start(side: Sequence[Group], loose: set[int]) -> None:
    """What has neither number nor client is the contract that started on its day, if it is the only one."""
    known = [group for group in side if group.number not in loose]
    for group in side:
        found = [each for each in known if each.may_be(group) and each.starts_with(group)]
        if group.number in loose and len(found) == 1:
            found[0].take(group)


def _one_contract(side: Sequence[Group]) -> bool:
    """Whether no two of them can be two contracts."""
    clients = sum(1 for group in side if group.clients)
    return clients <= 1 and all(one.may_be(other) for one, other in combinations(side, 2))


def _joined(side: Sequence[Group]) -> str:
    for other in side[1:]:
        side[0].take(other)
    number = f" ({words.numbered(side[0])})" if side[0].id or side[0].listed else ""
    return words.titled(side[0]) + number


def _left_apart(side: Sequence[Group], loose: set[int]) -> list[str]:
    """Tell of those that may be one; what has neither number nor client is put to none of several."""
    known = [group for group in side if group.number not in loose]
    for group in side:
        found = [each for each in known if each.may_be(group)] if group.number in loose else []
        if found:
            group.why = words.fits_several(group, found)
    pairs = [
        (one, other)
        for one, other in combinations(known, 2)
        if one.may_be(other) and not (one.clients and other.clients)
    ]
    doubtful = {group.number for pair in pairs for group in pair}
    return [words.not_joined([group for group in known if group.number in doubtful])] if doubtful else []


def _told_of_clients(side: Sequence[Group]) -> list[str]:
    """Two contracts of one title may be one whose client has two names, if only one of them has a number and
    no kind of export tells of both."""
    if len(side) != 2 or not side[0].may_be(side[1]) or side[0].clients & side[1].clients:
        return []
    if {each.kind for each in side[0].members} & {each.kind for each in side[1].members}:
        return []
    numbered = [group for group in side if group.id]
    others = [group for group in side if not group.id and group.members]
    return [words.other_clients(numbered[0], others[0])] if numbered and others else []
