"""Records and drafts behave as dataclasses do, whether few or many of them are made."""

import pickle
from collections.abc import Callable
from dataclasses import field, fields, is_dataclass, replace
from typing import Any

import pytest

from advisor.source.record import draft, record


@record
class Note:
    """A text at a place that does not tell notes apart."""

    text: str
    tags: tuple[str, ...] = ()
    line: int = field(default=1, compare=False, repr=False)
    seen: dict[str, int] = field(default_factory=dict, compare=False)


@draft
class Pile:
    """What is still being filled; it counts from one."""

    name: str
    notes: list[Note] = field(default_factory=list)
    size: int = 0

    def __post_init__(self) -> None:
        self.size += 1


MANY = 50  # more than are made before an `__init__` is compiled


def test_records_are_equal_by_what_counts() -> None:
    one, other = Note("a", ("x",), line=3), Note("a", tags=("x",), line=4)
    assert one == other
    assert hash(one) == hash(other)
    assert one != Note("b", ("x",))
    assert repr(one) == "Note(text='a', tags=('x',), seen={})"


def test_a_record_is_a_dataclass_to_those_who_ask() -> None:
    kind: Any = Note
    assert is_dataclass(kind)
    assert [one.name for one in fields(kind)] == ["text", "tags", "line", "seen"]
    assert [one.compare for one in fields(Note("a"))] == [True, True, False, False]
    assert replace(Note("a", line=7), text="b") == Note("b")
    assert replace(Note("a", line=7), text="b").line == 7
    assert vars(Note)["__match_args__"] == ("text", "tags", "line", "seen")
    assert not hasattr(Note("a"), "__dict__")


def test_a_record_can_be_kept() -> None:
    kept = pickle.loads(pickle.dumps(Note("a", line=9)))
    assert (kept, kept.line) == (Note("a"), 9)


def test_every_value_has_defaults_of_its_own() -> None:
    notes = [Note("a") for _ in range(MANY)]
    notes[0].seen["x"] = notes[-1].seen["y"] = 1
    assert [len(note.seen) for note in notes] == [1, *[0] * (MANY - 2), 1]


@pytest.mark.parametrize("made_before", [0, MANY])
@pytest.mark.parametrize(
    ("make", "problem"),
    [
        (lambda note: note(), "missing 1 required positional argument: 'text'"),
        (lambda note: note("a", (), 1, {}, 5), "takes from 2 to 5 positional arguments but 6 were given"),
        (lambda note: note("a", text="b"), "got multiple values for argument 'text'"),
        (lambda note: note("a", size=5), "got an unexpected keyword argument 'size'"),
    ],
)
def test_what_does_not_fit_is_refused(made_before: int, make: Callable[[Any], object], problem: str) -> None:
    @record
    class Own:
        """As a note."""

        text: str
        tags: tuple[str, ...] = ()
        line: int = 1
        seen: dict[str, int] = field(default_factory=dict)

    for _ in range(made_before):
        Own("a")
    with pytest.raises(TypeError, match=problem):
        make(Own)
    assert Own("a", line=2) == Own(text="a", line=2)


def test_a_draft_can_be_changed_and_is_itself_alone() -> None:
    piles = [Pile("a", size=number) for number in range(MANY)]
    piles[0].notes.append(Note("b"))
    assert [pile.size for pile in piles] == list(range(1, MANY + 1))
    assert (len(piles[0].notes), len(piles[1].notes)) == (1, 0)
    assert Pile("a") != Pile("a")
    assert replace(piles[0], name="c").notes is piles[0].notes
