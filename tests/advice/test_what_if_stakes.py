"""What is at stake in two pieces of advice, by subject and in all."""

from dataclasses import replace

from advisor.advice.model import Advice, AtStake
from advisor.advice.what_if import Stakes, SubjectStake, compare_stakes, stakes_by_subject
from advisor.playbook.types import FieldType
from tests.reports.samples import EMPTY, FULL, LEAFLETS, MANUAL, RENEGOTIATE, REST, TALK, advice

POINTS, MONEY = FieldType.POINTS, FieldType.MONEY


def points(before: Advice, after: Advice) -> Stakes:
    return compare_stakes(before, after, POINTS)


def test_each_subject_counts_once() -> None:
    twice = replace(TALK, rank=2, action="offer-to-fix")

    assert stakes_by_subject(FULL, POINTS) == {MANUAL: 2500, LEAFLETS: 33}
    assert stakes_by_subject(advice((TALK, twice)), POINTS) == {MANUAL: 2500}


def test_a_subject_has_the_most_of_what_its_actions_have_at_stake() -> None:
    unknown, none = replace(TALK, stake=AtStake(POINTS, None)), replace(TALK, stake=None)

    assert stakes_by_subject(
        advice((none, unknown, TALK, replace(TALK, stake=AtStake(POINTS, 1)))), POINTS
    ) == {MANUAL: 2500}
    assert stakes_by_subject(advice((none, unknown)), POINTS) == {MANUAL: None}
    assert stakes_by_subject(advice((none,)), POINTS) == {}


def test_points_and_money_are_told_apart() -> None:
    owed = replace(TALK, stake=AtStake(MONEY, 50_00))

    assert compare_stakes(FULL, advice((owed,)), MONEY) == Stakes(0, 50_00, (SubjectStake(MANUAL, 0, 50_00),))
    assert stakes_by_subject(advice((owed,)), POINTS) == {}


def test_the_same_advice_has_the_same_stakes() -> None:
    assert points(FULL, FULL) == Stakes(2533, 2533, ())
    assert points(EMPTY, EMPTY) == Stakes(0, 0, ())


def test_what_comes_and_goes() -> None:
    less = advice((replace(TALK, stake=AtStake(POINTS, 1200)), REST))

    assert points(FULL, less) == Stakes(
        2533, 1200, (SubjectStake(MANUAL, 2500, 1200), SubjectStake(LEAFLETS, 33, 0))
    )
    assert points(EMPTY, advice((TALK,))) == Stakes(0, 2500, (SubjectStake(MANUAL, 0, 2500),))


def test_a_sum_with_an_unknown_part_is_not_known() -> None:
    unknown = advice((replace(TALK, stake=AtStake(POINTS, None)), RENEGOTIATE))

    assert points(FULL, unknown) == Stakes(2533, None, (SubjectStake(MANUAL, 2500, None),))


def test_another_label_is_no_other_subject() -> None:
    renamed = advice((replace(TALK, subject=replace(MANUAL, label="Manual (Acme)")), RENEGOTIATE, REST))

    assert points(FULL, renamed) == Stakes(2533, 2533, ())
