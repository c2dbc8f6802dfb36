"""Which suggestions leave no doubt."""

import pickle

import pytest

from advisor.source.corrections import CertainHint, Correction
from advisor.source.diagnostic import Diagnostic, Location, suggest


@pytest.mark.parametrize(
    ("word", "known", "instead"),
    [
        ("chekc-in", ["check-in", "close"], "check-in"),  # two letters swapped
        ("statu", ["status", "earned"], "status"),
        ("client_mod", ["client_mood", "kind"], "client_mood"),
        ("Check_In", ["check-in"], "check-in"),
        ("“check-in”", ["check-in"], "check-in"),
        ("job score", ["job_score"], "job_score"),
        ("responsvie_x", ["responsive_x"], "responsive_x"),
    ],
)
def test_a_slip_or_two_is_certain(word: str, known: list[str], instead: str) -> None:
    hint = suggest(word, known)

    assert hint == f'did you mean "{instead}"?'
    assert isinstance(hint, CertainHint)
    assert hint.correction == Correction(word, instead)


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("idel", ["idle", "ideal"]),  # both are one slip away
        ("lw", ["low", "high"]),  # too short to tell
        ("happi", ["unhappy", "happily"]),
        ("small_stake", ["large_stake"]),
        ("stat", ["status"]),
    ],
)
def test_what_could_be_another_word_is_not(word: str, known: list[str]) -> None:
    hint = suggest(word, known)

    assert hint.startswith("did you mean")
    assert not isinstance(hint, CertainHint)


def test_a_diagnostic_has_the_correction_of_its_hint() -> None:
    place = Location("a.yaml", 1, 1)

    assert Diagnostic("x", place, "m", suggest("statu", ["status"])).correction == Correction(
        "statu", "status"
    )
    assert Diagnostic("x", place, "m", "try again").correction is None


def test_a_hint_travels() -> None:
    hint = pickle.loads(pickle.dumps(suggest("statu", ["status"])))

    assert hint == 'did you mean "status"?'
    assert hint.correction == Correction("statu", "status")
