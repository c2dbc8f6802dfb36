"""The words and numbers of a report, before any format."""

from dataclasses import replace

import pytest

from advisor.advice.model import AtStake, Recommendation, Subject
from advisor.playbook.follow import Follow
from advisor.playbook.model import Priority
from advisor.playbook.types import FieldType
from advisor.reports.advice.view import DeadlineView, QuestionView, SetAsideView, StakeView, advice_view
from tests.reports.samples import (
    ASIDE,
    EMPTY,
    FULL,
    LEAFLETS,
    MANUAL,
    QUESTIONS,
    RENEGOTIATE,
    REST,
    TALK,
    TODAY,
)
from tests.reports.samples import advice as advice_of


def summary(*items: Recommendation, top: int | None = None) -> tuple[str, ...]:
    return advice_view(advice_of(items), top=top).summary


def test_the_summary_says_how_much_what_first_and_until_when() -> None:
    assert advice_view(FULL, who="Laura").summary == (
        "There are 3 things to do: 1 critical, 1 high and 1 low.",
        "Most urgent: Talk the problem on Manual for a pump over with Meridian Devices.",
        "1 deadline has passed.",
        "The next deadline is 28 November 2026, in 7 days.",
        "2 open questions could change this advice.",
    )


def test_the_summary_of_one_priority() -> None:
    assert summary(REST)[0] == "There is 1 thing to do, of low priority."
    assert summary(REST, REST)[0] == "There are 2 things to do, both of low priority."
    assert summary(REST, REST, REST)[0] == "There are 3 things to do, all of low priority."


def test_the_summary_of_a_part_says_that_it_is_one() -> None:
    assert summary(TALK, RENEGOTIATE, REST, top=2)[0] == (
        "There are 3 things to do: 1 critical, 1 high and 1 low; the 2 most urgent are shown here."
    )
    assert summary(REST, REST, top=1)[0] == (
        "There are 2 things to do, both of low priority; the most urgent is shown here."
    )


@pytest.mark.parametrize(
    ("days", "sentences"),
    [
        ([0], ("The next deadline is 21 November 2026, today.",)),
        ([1], ("The next deadline is 22 November 2026, tomorrow.",)),
        ([-3, -1], ("2 deadlines have passed.",)),
        ([-1, 0], ("1 deadline has passed.", "The next deadline is 21 November 2026, today.")),
    ],
)
def test_the_summary_of_deadlines(days: list[int], sentences: tuple[str, ...]) -> None:
    items = [replace(REST, due=TODAY + day) for day in days]

    assert summary(*items)[2:] == sentences


def test_nothing_to_do() -> None:
    nothing = "There is nothing you need to do now. Enjoy your day, and look again when something changes."

    assert advice_view(EMPTY).summary == (nothing,)
    assert advice_view(advice_of(questions=QUESTIONS)).summary == (
        "I can't tell yet: 2 answers are missing. Start with: Could you still put it right? "
        "(Manual for a pump (Meridian Devices))",
    )


def test_the_head() -> None:
    report = advice_view(FULL, who=" Lau\x1b[31mra\n")

    assert (report.heading, report.day, report.playbook) == ("Advice for Laura", "21 November 2026", "rules")
    assert advice_view(EMPTY).heading == "Your advice"


def test_what_alone_makes_it_critical_is_told_first() -> None:
    pressing = replace(TALK, pressing=tuple(moved.rule for moved in TALK.moved_by))

    because = advice_view(advice_of((pressing,))).cards[0].because
    assert because[0] == "With 3 jobs every review counts."
    assert because[1] == "Meridian Devices is unhappy, and talking costs least."
    assert not any(text.startswith("Also considered") for text in because)


def test_the_next_steps_come_after_it_or_where_it_fails() -> None:
    after = replace(TALK, then=Follow.AFTER)

    cards = [advice_view(advice_of((each,))).cards[0] for each in (TALK, after)]
    assert [card.then for card in cards] == ["If that fails", "After that"]


def test_a_card_holds_all_that_the_text_holds() -> None:
    card = advice_view(FULL).cards[0]

    assert card.because == (
        "Meridian Devices is unhappy, and talking costs least.",
        "Half of all trouble is a misunderstanding.",
        "Deadlines missed on Manual for a pump: 3.",
        "Also considered: With 3 jobs every review counts.",
    )
    assert card.ladder == (TALK.title, "Offer to fix Manual for a pump")
    assert card.draft[:2] == (
        "Hello Ada,",
        "I have the impression that the manual is not going the way you hoped. Could you tell me "
        "what bothers you most?",
    )
    assert card.sources == (
        "talk-it-through@c-1",
        "rules talk-first, talk-early, talk-by-call",
        "claims S2-23, S2-24, S2-26",
    )
    assert (card.rank, card.subject, card.priority) == (1, MANUAL.label, Priority.CRITICAL)
    assert (card.stake, card.effort) == ("at least 25 points of your Job Success Score", "low")
    assert card.facts == (("contracts.c-1.client_mood", "unhappy"), ("profile.completed_jobs", "3"))


def test_deadlines_stand_in_order_of_days() -> None:
    assert advice_view(FULL).deadlines == (
        DeadlineView(2, "Agree on a new date for Leaflets", TODAY - 2, -2, "overdue by 2 days"),
        DeadlineView(1, TALK.title, TODAY + 7, 7, "in 7 days"),
    )
    assert [deadline.iso for deadline in advice_view(FULL).deadlines] == ["2026-11-19", "2026-11-28"]


def test_a_contract_stands_once_among_the_stakes_the_most_first() -> None:
    other = replace(TALK, stake=AtStake(FieldType.POINTS, 300), subject=LEAFLETS)
    items = (
        RENEGOTIATE,
        other,
        replace(TALK, stake=AtStake(FieldType.POINTS, 100)),
        TALK,
        replace(TALK, stake=AtStake(FieldType.POINTS, 0), subject=Subject("a", "b", "c")),
    )

    (listed,) = advice_view(advice_of(items)).stakes
    assert listed.stakes == (
        StakeView(MANUAL.label, 100, "at least 25 points of your Job Success Score"),
        StakeView(LEAFLETS.label, 12, "at least 3 points of your Job Success Score"),
    )


def test_a_part_has_its_own_deadlines_and_stakes_alone() -> None:
    report = advice_view(FULL, top=1)

    assert [deadline.rank for deadline in report.deadlines] == [1]
    assert [stake.label for listed in report.stakes for stake in listed.stakes] == [MANUAL.label]
    assert report.more == 2


def test_what_was_set_aside_for_one_reason_stands_together() -> None:
    assert advice_view(advice_of(set_aside=ASIDE)).asides == (
        SetAsideView(
            ("Offer a lower price for Manual for a pump", "Cancel Manual for a pump and return $1,200"),
            "Hold off: You wrote 3 days ago; wait for the answer.",
            ("offer-discount@c-1", "cancel-and-refund@c-1", "by wait-for-the-answer"),
        ),
        SetAsideView(
            ("Take no new work",),
            "Put off until 1 December 2026.",
            ("stop-taking-work", "by profile.history.0"),
        ),
    )


def test_questions_say_where_to_look_and_why() -> None:
    assert advice_view(FULL).questions == (
        QuestionView(
            "Could you still put it right?",
            MANUAL.label,
            "the client's last message",
            (
                "May lead to: Offer to fix Manual for a pump; Offer a lower price for Manual for a pump; "
                "offer partial refund; and 2 more",
                "May rule out: Cancel Manual for a pump and return $1,200",
            ),
            "contracts.c-1.fixable",
        ),
        QuestionView(
            "What is your Job Success Score?",
            "",
            "",
            ("May lead to: Keep doing what got you to 92%",),
            "profile.job_success",
        ),
    )
