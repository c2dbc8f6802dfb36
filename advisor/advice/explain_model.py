"""Explanations as values: rules with their conditions, down to the facts and where each is written."""

from collections.abc import Iterable, Iterator
from dataclasses import field
from typing import TYPE_CHECKING

from advisor.advice.compare import Standing
from advisor.advice.model import Subject
from advisor.playbook.model import Authority, Effort, Period, Priority, Verb
from advisor.source.diagnostic import Location
from advisor.source.record import record

if TYPE_CHECKING:
    from advisor.facts.provenance import Source


@record
class Found:
    """A value that was looked at.

    `name` is the field in words, `owner` whose it is where that is not the one talked about; `value` is
    spoken ("unknown" where there is none).  `location` is where it is written: None for what is computed,
    and for a field that is left out, where `assumed` tells whether the vocabulary supplies the value.  `of`
    holds what it is computed from; `ask` is the question that would bring an unknown one.  `source` is where
    an import found the value, as long as it is still the one that the import wrote.
    """

    path: str
    name: str
    value: str
    known: bool = True
    owner: str = ""
    location: Location | None = field(default=None, compare=False)
    assumed: bool = False
    of: tuple["Found", ...] = ()
    ask: str = ""
    source: "Source | None" = None

    @property
    def missing(self) -> Iterator["Found"]:
        """The facts to ask for, where the value is unknown."""
        if not self.known:
            if self.ask:
                yield self
            for part in self.of:
                yield from part.missing


@record
class Case:
    """One of the related things that a condition ranges over, with what holds or fails of it."""

    subject: Subject
    path: str
    location: Location | None = field(default=None, compare=False)
    points: tuple["Point", ...] = ()


@record
class Point:
    """One condition of a rule in English, and whether it holds (None: not known).

    `found` are the values that it looks at, `cases` what it ranges over, `voices` the rules that draw the
    conclusion that it asks for (or could have); `all_of` and `any_of` are the parts of a group.  `note` says
    what no value shows, such as that there is none.  `others` counts the cases and voices left out.  `on` is
    the first day, as an ordinal, on which time alone makes it true.
    """

    text: str
    truth: bool | None
    found: tuple[Found, ...] = ()
    cases: tuple[Case, ...] = ()
    voices: tuple["Voice", ...] = ()
    all_of: tuple["Point", ...] = ()
    any_of: tuple["Point", ...] = ()
    note: str = ""
    others: int = 0
    on: int | None = None

    @property
    def parts(self) -> tuple["Point", ...]:
        """The parts of a group."""
        return self.all_of or self.any_of

    @property
    def missing(self) -> Iterator[Found]:
        """The facts to ask for, where it is not known whether it holds."""
        if self.truth is None:
            for found in self.found:
                yield from found.missing


@record
class Cited:
    """A claim that a rule rests on: what it says in short, and who says it where."""

    id: str
    says: str
    document: str
    section: str
    authority: Authority


@record
class Voice:
    """A rule and one subject: its conditions, whether it `fired`, and what it rests on.

    `text` is its sentence, filled; "" where it did not fire.  `again` means that it was told in full before,
    and has no conditions here.  `in_force` is whether its period covers the day.  `on` is the first day, as
    an ordinal, on which time alone makes it fire.
    """

    rule: str
    verb: Verb
    targets: tuple[str, ...]
    subject: Subject
    fired: bool
    text: str
    location: Location = field(compare=False)
    points: tuple[Point, ...] = ()
    claims: tuple[Cited, ...] = ()
    again: bool = False
    period: Period = Period()
    in_force: bool = True
    on: int | None = None


@record
class Ranked:
    """Where one value of the ranking comes from: the value, why, and the facts under it."""

    name: str
    value: str
    because: str = ""
    found: tuple[Found, ...] = ()


@record
class Neighbour:
    """The recommendation just before or after, and by what the two are told apart."""

    rank: int
    title: str
    by: str


@record
class Explanation:
    """Why an action stands where it stands for a subject.

    `advised` are the rules that advise it, `moved` those that raise or lower it, `forbidden` those that set
    it aside; `event` is the record that does.  `follows` is the title of the action whose next step it is.
    """

    as_of: int
    action: str
    subject: Subject
    title: str
    effort: Effort
    standing: Standing
    priority: Priority | None = None
    advised: tuple[Voice, ...] = ()
    moved: tuple[Voice, ...] = ()
    forbidden: tuple[Voice, ...] = ()
    event: Found | None = None
    follows: str = ""
    ranking: tuple[Ranked, ...] = ()
    before: Neighbour | None = None
    after: Neighbour | None = None


Distance = tuple[int, int]
_NOWHERE: Distance = (99, 0)


def of_points(points: Iterable[Point]) -> Distance:
    """(failed, unknown) of conditions that all have to hold; a conclusion counts as its nearest rule."""
    failed = unknown = 0
    for point in points:
        more = _of_point(point)
        failed, unknown = failed + more[0], unknown + more[1]
    return failed, unknown


def of_voice(voice: Voice) -> Distance:
    """(failed, unknown) of a rule; that it is not in force counts as a condition that fails."""
    if voice.again:
        return _NOWHERE
    failed, unknown = of_points(voice.points)
    return failed + (not voice.in_force), unknown


def _of_point(point: Point) -> Distance:
    if point.truth:
        return 0, 0
    least: Distance = (1, 0) if point.truth is False else (0, 1)
    if point.all_of:
        return max(least, of_points(point.all_of))
    nearer = [of_points([part]) for part in point.any_of]
    nearer += [of_voice(voice) for voice in point.voices if not voice.fired]
    nearer += [of_points(case.points) for case in point.cases if case.points]
    return max(least, min(nearer)) if nearer else least
