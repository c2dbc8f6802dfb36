"""Points at stake in two pieces of advice, by contract and in all."""

from dataclasses import replace

from advisor.advice.what_if import Stake, Stakes, compare_stakes, points_by_subject
from tests.reports.samples import EMPTY, FULL, LEAFLETS, MANUAL, PROFILE, RENEGOTIATE, REST, TALK, advice


def test_each_subject_counts_once() -> None:
    twice = replace(TALK, rank=2, action="offer-to-fix")

    assert points_by_subject(FULL) == {MANUAL: 2500, LEAFLETS: 33, PROFILE: None}
    assert points_by_subject(advice((TALK, twice))) == {MANUAL: 2500}


def test_the_same_advice_has_the_same_stakes() -> None:
    assert compare_stakes(FULL, FULL) == Stakes(2533, 2533, ())
    assert compare_stakes(EMPTY, EMPTY) == Stakes(0, 0, ())


def test_what_comes_and_goes() -> None:
    less = advice((replace(TALK, points=1200), REST))

    assert compare_stakes(FULL, less) == Stakes(
        2533, 1200, (Stake(MANUAL, 2500, 1200), Stake(LEAFLETS, 33, 0))
    )
    assert compare_stakes(EMPTY, advice((TALK,))) == Stakes(0, 2500, (Stake(MANUAL, 0, 2500),))


def test_a_sum_with_an_unknown_part_is_not_known() -> None:
    unknown = advice((replace(TALK, points=None), RENEGOTIATE))

    assert compare_stakes(FULL, unknown) == Stakes(2533, None, (Stake(MANUAL, 2500, None),))


def test_another_label_is_no_other_subject() -> None:
    renamed = advice((replace(TALK, subject=replace(MANUAL, label="Manual (Acme)")), RENEGOTIATE, REST))

    assert compare_stakes(FULL, renamed) == Stakes(2533, 2533, ())
