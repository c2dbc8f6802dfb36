"""The review of a portfolio by the SQL plan, batch by batch; the engine takes over where that cannot tell."""

import random
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import islice
from queue import SimpleQueue
from typing import TYPE_CHECKING

from advisor.advice.api import Playbook
from advisor.portfolio.model import Item, Outcome, Person, Reviewed
from advisor.portfolio.review import Reviewer
from advisor.portfolio.sources import FoundPerson
from advisor.source.diagnostic import Location
from advisor.source.errors import SelectionError

if TYPE_CHECKING:
    from pyarrow import RecordBatch

    from advisor.sqlplan.many_reviews import ManyReviews, Told

    _Review = Callable[[ManyReviews, list[FoundPerson]], list[Outcome]]

BATCH = 10_000
"""How many are reviewed at once, by one thread or by two; larger batches are faster, and take memory."""


class SqlReviewer:
    """Reviews people in batches, for one day; None: the state's own, else today.

    Of each batch `check` people, chosen at random, are reviewed by the engine as well.  So many `jobs` review
    a batch each, in threads, which DuckDB lets run side by side.  Raises NoSqlPlan where there is no plan for
    the playbook here.
    """

    def __init__(self, playbook: Playbook, as_of: date | None, check: int = 0, jobs: int = 1) -> None:
        from advisor.sqlplan.many_reviews import ManyReviews

        self._check, self._jobs = check, jobs
        self._engine = Reviewer(playbook, as_of)
        day = None if as_of is None else as_of.toordinal()
        self.many = ManyReviews(playbook.program, day, date.today().toordinal())

    def batches(self, people: Iterator[FoundPerson]) -> Generator[list[Outcome], None, None]:
        """The outcomes of all people, batch by batch.  Raises SelectionError where the two differ."""
        return self._in_threads(self._of_texts, people)

    def batches_of_rows(self, people: Iterator[FoundPerson]) -> Generator[list[Outcome], None, None]:
        """The same of people in one file of Parquet, whose states are read as columns."""
        return self._in_threads(self._of_rows, people)

    def _in_threads(
        self, review: "_Review", people: Iterator[FoundPerson]
    ) -> Generator[list[Outcome], None, None]:
        """What comes of each batch, in their order; only one more is read than are reviewed at once."""
        every = [self.many, *(self.many.beside() for _ in range(self._jobs - 1))]
        size = BATCH if self._jobs == 1 else BATCH // 2
        idle: SimpleQueue[ManyReviews] = SimpleQueue()
        for many in every:
            idle.put(many)

        def reviewed(batch: list[FoundPerson]) -> list[Outcome]:
            many = idle.get()
            try:
                return review(many, batch)
            finally:
                idle.put(many)

        waiting: deque[Future[list[Outcome]]] = deque()
        with ThreadPoolExecutor(self._jobs) as pool:
            try:
                for batch in iter(lambda: list(islice(people, size)), []):
                    waiting.append(pool.submit(reviewed, batch))
                    if len(waiting) > self._jobs:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            except BaseException:  # nobody wants the rest: an error, Ctrl-C, or the iterator is closed
                pool.shutdown(wait=False, cancel_futures=True)
                for many in every:
                    many.interrupt()
                raise

    def _of_texts(self, many: "ManyReviews", batch: list[FoundPerson]) -> list[Outcome]:
        texts = [one.text or "" if isinstance(one, Person) else "" for one in batch]
        told = many.of_texts(texts)
        outcomes = [
            self._engine.outcome(found)
            if one is None or not isinstance(found, Person)
            else _reviewed(found, one)
            for found, one in zip(batch, told, strict=True)
        ]
        numbers = self._sample([number for number, one in enumerate(told) if one is not None])
        self._hold([batch[number] for number in numbers], [outcomes[number] for number in numbers])
        return outcomes

    def _of_rows(self, many: "ManyReviews", batch: list[FoundPerson]) -> list[Outcome]:
        people = [one for one in batch if isinstance(one, Person)]
        first = people[0].place
        told = many.of_rows(first.file, first.line - 1, len(people))
        outcomes = list(map(self._outcome, people, told))
        numbers = self._sample([number for number, one in enumerate(told) if not isinstance(one, str)])
        texts = many.as_json(numbers)
        sample = [replace(people[number], text=text) for number, text in zip(numbers, texts, strict=True)]
        self._hold(sample, [outcomes[number] for number in numbers])
        return outcomes

    def _sample(self, by_sql: Sequence[int]) -> list[int]:
        return sorted(random.sample(by_sql, min(self._check, len(by_sql))))

    def _hold(self, people: Sequence[FoundPerson], outcomes: Sequence[Outcome]) -> None:
        """Raises SelectionError where the engine does not tell the same of people."""
        for person, outcome in zip(people, outcomes, strict=True):
            if (right := self._engine.outcome(person)) != outcome:
                message = f'of "{outcome.name}" the SQL plan does not tell what the engine does'
                hint = f"review with --engine rules; the engine says {_in_short(right)}"
                raise SelectionError(message, hint)

    def outcomes_of_batch(self, batch: "RecordBatch") -> Iterator[Outcome]:
        """The outcomes of the states in an Arrow batch, a row each."""
        for number, told in enumerate(self.many.of_batch(batch), start=1):
            person = Person(f"row {number}", Location("<batch>", number, 1))
            yield self._outcome(person, told)

    def _outcome(self, person: Person, told: "Told | str") -> Outcome:
        """What SQL tells, or the engine of a state as JSON."""
        if isinstance(told, str):
            return self._engine.outcome(replace(person, text=told))
        return _reviewed(person, told)


def _reviewed(person: Person, told: "Told") -> Reviewed:
    name = told.name or person.name
    return Reviewed(name, told.day, tuple(Item(name, told.day, one) for one in told.items), person.place)


def _in_short(outcome: Outcome) -> str:
    if not isinstance(outcome, Reviewed):
        return "that the state cannot be read"
    return ", ".join(item.what.action for item in outcome.items) or "nothing"
