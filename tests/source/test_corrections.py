"""Which suggestions leave no doubt."""

import pickle

import pytest

from advisor.source.corrections import CertainHint, Correction, did_you_mean
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


@pytest.mark.parametrize(
    ("word", "near", "more"),
    [
        ("st\u0430tus", "status", " what was written holds U+0430, Cyrillic small letter a"),
        ("stat\u200fus", "status", " what was written holds U+200F, Right-to-left mark"),
        (
            "cafe\u0301",
            "caf\u00e9",
            " what was written holds U+0301, Combining acute accent; "
            "that one holds U+00E9, Latin small letter e with acute",
        ),
        ("caf\u00e9", "cafe", ""),
        ("statsu", "status", ""),
    ],
)
def test_what_makes_two_words_look_alike_is_named(word: str, near: str, more: str) -> None:
    assert did_you_mean(word, near, [near]) == f'did you mean "{near}"?{more}'
