"""The review of a portfolio: each person's state read and reviewed, here or by worker processes."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from datetime import date
from itertools import chain, islice
from typing import Any

from advisor.advice.api import Playbook
from advisor.facts.state import State
from advisor.portfolio.choose import Choice
from advisor.portfolio.model import Item, NotRead, Outcome, Portfolio, Reviewed
from advisor.portfolio.parts import Page, Parts
from advisor.portfolio.read_state import told_name, with_state
from advisor.portfolio.sources import FoundPerson
from advisor.source.diagnostic import Diagnostic, Location
from advisor.source.errors import StateError
from advisor.source.worker_processes import shared_out

FEW = 300  # are reviewed sooner here than by processes that have to start first
CHUNK = 50

Done = Callable[[int], None]
Batches = Callable[[Iterator[FoundPerson]], Generator[list[Outcome], None, None]]


class Reviewer:
    """Reviews people with one playbook, for one day; None: the state's own, else today.

    `page` makes a page of a person's name, state and run, where pages are wanted.
    """

    def __init__(self, playbook: Playbook, as_of: date | None, page: Page | None = None) -> None:
        self.playbook, self.as_of, self.page = playbook, as_of, page
        self._key = playbook.content.words.person  # in a line, of whose it is

    def outcome(self, found: FoundPerson) -> Outcome:
        """What a person should do, or what keeps the state from being read."""
        if isinstance(found, NotRead):
            return found
        try:
            return with_state(found, self._key, self._reviewed)
        except StateError as error:
            return NotRead(told_name(found, self._key), error.diagnostics)

    def _reviewed(self, name: str, place: Location, state: State) -> Reviewed:
        run = self.playbook.run(state, self.as_of)
        day = run.facts.as_of
        items = tuple(Item(name, day, one) for one in self.playbook.outline(run))
        page = "" if self.page is None else self.page(self.playbook, name, state, run)
        return Reviewed(name, day, items, place, page)


def review(
    playbook: Playbook,
    people: Iterable[FoundPerson],
    as_of: date | None,
    jobs: int,
    done: Done,
    *,
    parts: Parts | None = None,
    batches: Batches | None = None,
    choice: Choice | None = None,
) -> Portfolio:
    """The portfolio of all people, reviewed by `jobs` processes where they are many.

    `done` is called with how many more are finished.  What the `parts` hold is not reviewed again, and what
    is finished is kept there, with the pages that they want.  `batches` reviews in another way.  Where there
    is a `choice`, no other items stay in memory.
    """
    people, places = iter(people), dict[str, Location]()
    outcomes: list[Outcome] = []

    def chosen(one: Outcome) -> Outcome:
        return choice.of_person(one) if choice is not None and isinstance(one, Reviewed) else one

    for kept in parts.kept() if parts else ():
        outcomes += map(chosen, _one_of_each_name(kept, places))
        done(len(kept))
    rest = islice(people, len(outcomes), None)
    given = (playbook, as_of, parts.page if parts else None)
    with closing(batches(rest) if batches else _by_chunks(given, rest, jobs)) as chunks:
        for chunk in chunks:
            finished = _one_of_each_name(chunk, places)
            outcomes += map(chosen, parts.keep(finished) if parts else finished)
            done(len(chunk))
    return Portfolio(
        playbook.content.name,
        playbook.digest,
        playbook.content.words.person,
        tuple(one for one in outcomes if isinstance(one, Reviewed)),
        tuple(one for one in outcomes if isinstance(one, NotRead)),
    )


def _by_chunks(
    given: tuple[Playbook, date | None, Page | None], people: Iterator[FoundPerson], jobs: int
) -> Generator[list[Outcome], None, None]:
    first = list(islice(people, FEW + 1))
    everybody = chain(first, people)
    chunks = iter(lambda: tuple(islice(everybody, CHUNK)), ())
    return shared_out(_worker, given, chunks, 1 if len(first) <= FEW else jobs)


def _worker(*given: Any) -> Callable[[tuple[FoundPerson, ...]], list[Outcome]]:
    reviewer = Reviewer(*given)
    return lambda chunk: list(map(reviewer.outcome, chunk))


def _one_of_each_name(outcomes: Iterable[Outcome], places: dict[str, Location]) -> list[Outcome]:
    """The outcomes, where a name that has a place already is a problem: nobody could tell the two apart."""
    told: list[Outcome] = []
    for one in outcomes:
        if isinstance(one, Reviewed):
            before = places.setdefault(one.name, one.place)
            told.append(one if before is one.place else NotRead(one.name, (_same_name(one, before),)))
        else:
            told.append(one)
    return told


def _same_name(one: Reviewed, before: Location) -> Diagnostic:
    message = f'somebody else is called "{one.name}", in line {before.line}'
    return Diagnostic("duplicate-id", one.place, message, "give each a name of their own", related=(before,))
