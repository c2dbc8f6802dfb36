"""Contracts joined by their title alone, where some name no client and others no number.

A weekly summary tells numbers and titles, a transaction report clients and titles, a work history the numbers
of contracts and of clients.  They are joined where no two of one title can be two contracts, or where their
payments tell which are one; else they stay apart, and that is told.  A client of whom files know the number
alone, and one of whom they know the name alone, may be one, unless the number would get two names by that.
"""

from collections.abc import Callable, Sequence
from itertools import combinations

from advisor.facts.exports import joining_words as words
from advisor.facts.exports.groups import Group, Standing
from advisor.facts.exports.misfits import too_early
from advisor.facts.exports.payments import pairs_by_payments
from advisor.facts.exports.sameness import NUMBER, Client


def join_by_title(
    standing: Standing, nobodys: Sequence[Group], is_named: Callable[[Client], bool]
) -> tuple[list[str], list[str]]:
    """Join groups of one title: what they are called that were joined, and sentences on what was not.

    `nobodys` have neither number nor client, and stand nowhere yet.  `is_named` tells of a client whether any
    file has a name for it.
    """
    by_title: dict[str, list[Group]] = {}
    for group in (*standing, *nobodys):
        for title in group.titles:
            by_title.setdefault(title, []).append(group)
    loose = {group.number for group in nobodys}
    doubted = _with_two_names([_distinct(groups) for groups in by_title.values()], is_named)
    joined, notes = list[str](), list[str]()
    for title in sorted(by_title):
        _joined_by_start(_distinct(by_title[title]), loose)
        for one, other in pairs_by_payments(_distinct(by_title[title])):
            if one.into is None and other.into is None:
                one.take(other)
        side = _distinct(by_title[title])
        if len(side) == 1 or not any(group.members for group in side):
            continue
        numbers = _halves(side, is_named)[0]
        if _one_contract(side, may_be_one_client=bool(numbers) and not numbers & doubted):
            joined.append(_joined(side))
        elif all(group.clients for group in side):
            notes += _told_of_clients(side)
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
        if group.number not in loose:
            continue
        found = [each for each in known if each.may_be(group) and each.starts_with(group)]
        if len(found) == 1:
            found[0].take(group)


def _one_contract(side: Sequence[Group], *, may_be_one_client: bool) -> bool:
    """Whether no two of them can be two contracts."""
    clients = sum(1 for group in side if group.clients)
    is_one = clients <= 1 or may_be_one_client
    return is_one and all(
        one.may_be(other) and not (too_early(one, other) or too_early(other, one))
        for one, other in combinations(side, 2)
    )


def _halves(side: Sequence[Group], is_named: Callable[[Client], bool]) -> tuple[set[Client], set[Client]]:
    """Two clients of one title that may be one: the one known by its number alone, and the one known by its
    name alone, from different kinds of exports; both empty where there is no such pair."""
    known = sorted(
        (group for group in side if group.clients), key=lambda group: min(group.clients)[0] == NUMBER
    )
    if len(known) == 2:
        called, counted = known
        names = all(kind != NUMBER for kind, _ in called.clients)
        numbers = all(each[0] == NUMBER and not is_named(each) for each in counted.clients)
        kinds = [{member.kind for member in group.members} for group in known]
        if names and numbers and not kinds[0] & kinds[1]:
            return counted.clients, called.clients
    return set(), set()


def _with_two_names(sides: Sequence[Sequence[Group]], is_named: Callable[[Client], bool]) -> set[Client]:
    """The numbers of clients that titles put to different names."""
    names: dict[Client, set[Client]] = {}
    for side in sides:
        numbers, called = _halves(side, is_named)
        for number in numbers:
            names.setdefault(number, set()).update(called)
    return {number for number, called in names.items() if len(called) > 1}


def _joined(side: Sequence[Group]) -> str:
    for other in side[1:]:
        side[0].take(other)
    number = f" ({words.numbered(side[0])})" if side[0].id or side[0].listed else ""
    return words.titled(side[0]) + number


def _left_apart(side: Sequence[Group], loose: set[int]) -> list[str]:
    """Tell of those that may be one.

    What may be another is not written as a contract of its own, or a state would have it twice: what has
    neither number nor client, what has no number beside others that have or that stand in the state, and what
    has one beside others that an earlier import wrote.
    """
    known = [group for group in side if group.number not in loose]
    for group in side:
        found = [each for each in known if each.may_be(group)] if group.number in loose else []
        if found:
            group.why = words.fits_several(group, found)
    doubtful = [group for group in known if _has_double(group, known)]
    stands = any(group.id or group.listed for group in doubtful)
    imported = any(group.listed and group.listed.noted_title and not group.id for group in doubtful)
    for group in doubtful:
        if group.listed is None and (imported if group.id else stands):
            group.why = words.DOUBTFUL
    left = [group for group in doubtful if not group.why]
    return [words.not_joined(left)] if len(left) > 1 else []


def _has_double(group: Group, known: Sequence[Group]) -> bool:
    """Whether one of them may be the same contract.

    Those with numbers stand first; each looks where its doubles are likely, as there may be hundreds of one
    title.
    """
    others = reversed(known) if group.id else known
    return any(
        not (group.clients and other.clients) and group is not other and group.may_be(other)
        for other in others
    )


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
