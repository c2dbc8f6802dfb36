"""The review of a portfolio: each person's state read and reviewed, here or by worker processes."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import date
from itertools import chain, islice

from advisor.advice.api import Playbook
from advisor.facts.state import State
from advisor.portfolio.model import Item, NotRead, Portfolio, Reviewed
from advisor.portfolio.read_state import told_name, with_state
from advisor.portfolio.sources import Found
from advisor.source.diagnostic import Diagnostic, Location
from advisor.source.errors import StateError
from advisor.source.worker_processes import shared_out

FEW = 300  # are reviewed sooner here than by processes that have to start first
CHUNK = 50

Outcome = Reviewed | NotRead
Done = Callable[[int], None]


class Reviewer:
    """Reviews people with one playbook, for one day; None: the state's own, else today."""

    def __init__(self, playbook: Playbook, as_of: date | None) -> None:
        self.playbook, self.as_of = playbook, as_of
        self._key = playbook.content.words.person  # in a line, of whose it is

    def outcome(self, found: Found) -> Outcome:
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
        return Reviewed(name, day, items, place)


def review(
    playbook: Playbook, people: Iterable[Found], as_of: date | None, jobs: int, done: Done
) -> Portfolio:
    """The portfolio of all people, reviewed by `jobs` processes where they are many.

    `done` is called with how many more are finished.
    """
    outcomes = []
    for outcome in _outcomes(playbook, iter(people), as_of, jobs):
        outcomes.append(outcome)
        done(1)
    outcomes = _one_of_each_name(outcomes)
    return Portfolio(
        playbook.content.name,
        playbook.digest,
        playbook.content.words.person,
        tuple(one for one in outcomes if isinstance(one, Reviewed)),
        tuple(one for one in outcomes if isinstance(one, NotRead)),
    )


def _outcomes(
    playbook: Playbook, people: Iterator[Found], as_of: date | None, jobs: int
) -> Iterator[Outcome]:
    first = list(islice(people, FEW + 1))
    everybody = chain(first, people)
    is_few = jobs == 1 or len(first) <= FEW
    chunks = iter(lambda: tuple(islice(everybody, 1 if is_few else CHUNK)), ())
    with closing(shared_out(_worker, (playbook, as_of), chunks, 1 if is_few else jobs)) as finished:
        for outcomes in finished:
            yield from outcomes


def _worker(playbook: Playbook, as_of: date | None) -> Callable[[tuple[Found, ...]], list[Outcome]]:
    reviewer = Reviewer(playbook, as_of)
    return lambda chunk: list(map(reviewer.outcome, chunk))


def _one_of_each_name(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """The outcomes, where a name that stands already is a problem: nobody could tell the two apart."""
    places: dict[str, Location] = {}
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
