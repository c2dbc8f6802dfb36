"""Every form that a test may be written in, and what it is read as."""

from pathlib import Path

import pytest

from advisor.playbook.conditions import Between, Compare, Complement, FieldTest, OneOf, Op, Presence, Test
from advisor.playbook.expressions import Literal, Root
from advisor.playbook.expressions import Path as FactPath
from tests.playbook.sound import rule


def read(when: str, folder: Path) -> Test:
    condition = rule(when, folder).when
    assert isinstance(condition, FieldTest)
    return condition.test


def equals(value: bool | int | str, text: str) -> Compare:
    return Compare(Op.EQ, Literal(value, text))


@pytest.mark.parametrize(
    ("when", "test"),
    [
        ("{status: active}", equals("active", "active")),
        ("{client.responsive: yes}", equals(True, "yes")),
        ("{issues: 3}", equals(3, "3")),
        ('{issues: "= 3"}', equals(3, "3")),
        ('{title: "= 3"}', equals("3", "3")),
        ('{title: "wait ... what"}', equals("wait ... what", "wait ... what")),
        ("{status: [active, paused]}", OneOf((equals("active", "active"), equals("paused", "paused")))),
        ('{profile.job_success: "< 90"}', Compare(Op.LT, Literal(90_00, "90"))),
        ('{earned: "<= $500"}', Compare(Op.LE, Literal(500_00, "$500"))),
        ('{earned: ">$1,200.50"}', Compare(Op.GT, Literal(1200_50, "$1,200.50"))),
        ('{idle: "> 6 months"}', Compare(Op.GT, Literal(183, "6 months"))),
        ('{status: "!= ended"}', Compare(Op.NE, Literal("ended", "ended"))),
        ("{stars: 3..4}", Between(Literal(3_00, "3"), Literal(4_00, "4"))),
        ('{stars: "[3..4)"}', Between(Literal(3_00, "3"), Literal(4_00, "4"), high_open=True)),
        ('{stars: "(3 .. 4]"}', Between(Literal(3_00, "3"), Literal(4_00, "4"), low_open=True)),
        ("{status: {not: ended}}", Complement(equals("ended", "ended"))),
        ("{stars: {not: [1, 2]}}", Complement(OneOf((equals(1_00, "1"), equals(2_00, "2"))))),
        ("{stars: known}", Presence(True)),
        ("{stars: unknown}", Presence(False)),
        ('{stars: [unknown, "> 3"]}', OneOf((Presence(False), Compare(Op.GT, Literal(3_00, "3"))))),
        ("{quiet: true}", equals(True, "true")),
        ("{quiet: no}", equals(False, "false")),
    ],
)
def test_a_form_and_what_it_is_read_as(when: str, test: Test, tmp_path: Path) -> None:
    assert read(when, tmp_path) == test


@pytest.mark.parametrize(
    ("when", "root", "hops", "owner"),
    [
        ('{idle: ">= policy.idle_after"}', Root.POLICY, (), ""),
        ('{last_activity: ">= client.member_since"}', Root.SUBJECT, ("client",), "client"),
        ('{title: "= client.name"}', Root.SUBJECT, ("client",), "client"),
        ('{title: "!= profile.name"}', Root.SINGLE, (), "profile"),
    ],
)
def test_a_path_may_stand_on_the_right(
    when: str, root: Root, hops: tuple[str, ...], owner: str, tmp_path: Path
) -> None:
    test = read(when, tmp_path)

    assert isinstance(test, Compare)
    assert isinstance(test.right, FactPath)
    assert (test.right.root, test.right.hops, test.right.entity) == (root, hops, owner)
