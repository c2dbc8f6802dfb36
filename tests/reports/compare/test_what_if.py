"""What if, as a page."""

from dataclasses import replace

import pytest

from advisor.advice.model import AtStake
from advisor.advice.what_if import SupposedValue, Supposition
from advisor.playbook.types import FieldType
from advisor.reports.compare.what_if import what_if_text
from advisor.reports.terminal.layout import cells
from advisor.reports.terminal.style import TerminalStyle
from tests.reports.sample_what_ifs import MOOD, SCORE, WHOLE, what
from tests.reports.samples import ASIDE, EMPTY, FULL, LEAFLETS, QUESTIONS, RENEGOTIATE, REST, TALK, advice

PAGE = """\
What if, for Nora
21 November 2026 · playbook: rules

Suppose

 = The client is happy.
   Today: the client is unhappy.
   Manual for a pump (Meridian Devices) · contracts.c-1.client_mood
 = Your score is 92%.
   Today: your score is not known.
   profile.job_success

What would change

 - Talk the problem on Manual for a pump over with Meridian Devices
   was rank 1, critical, by 28 Nov 2026
   is set aside: There is no trouble.
   talk-it-through@c-1 · by all-is-well
   no longer by talk-early and talk-by-call
 ~ Keep doing what got you to 92%
   rank 3 → 1, low → critical
   keep-it-up · by great-score
 o Cancel Manual for a pump and return $1,200
   no longer considered; it was set aside
   • No rule calls for it any more.
   cancel-and-refund@c-1 · no longer by refund and wait-for-the-answer
 o Offer a lower price for Manual for a pump
   no longer considered; it was set aside
   • No rule calls for it any more.
   offer-discount@c-1 · no longer by discount and wait-for-the-answer
 o Take no new work
   no longer considered; it was set aside
   • No rule calls for it any more.
   stop-taking-work · no longer by overload
 + Offer a lower price for Leaflets
   next step after "Agree on a new date for Leaflets"
   offer-discount@c-2 · by discount
 - Offer to fix Manual for a pump
   no longer the next step after "Talk the problem on Manual for a pump over
   with Meridian Devices"
   • No rule calls for it any more.
   offer-to-fix@c-1 · no longer by fix-it
 ? What is your Job Success Score?
   answered · profile.job_success
 Also changed: renegotiate-deadline@c-2 (points at stake)

Points of your Job Success Score at stake (estimate)

 • Manual for a pump (Meridian Devices)
   at least 25 points → nothing left to do there
 • Leaflets (Larkmead)
   less than 1 point → at least 12 points
 = In total
   at least 25 points → at least 12 points

One bad review for each, added up as if it were the only one. Where nothing is
left to do, nothing is added, though one bad review may still come. The higher a
score is, and the fewer jobs it rests on, the more a bad review costs.

"""
SIDE_BY_SIDE = """\
Side by side

        Today                                 Supposed
1.   -  Talk the problem on Manual for a   ~  Keep doing what got you to 92%
        pump over with Meridian Devices
2.      Agree on a new date for Leaflets      Agree on a new date for Leaflets
3.      Keep doing what got you to 92%
"""
ONE_AFTER_THE_OTHER = """\
Today

- 1. Talk the problem on Manual for a
     pump over with Meridian Devices
… and 2 more

Supposed

~ 1. Keep doing what got you to 92%
… and 1 more
"""


def test_the_page() -> None:
    assert what_if_text(WHOLE, TerminalStyle(), who="Nora") == PAGE + SIDE_BY_SIDE


def test_the_page_where_it_is_narrow() -> None:
    text = what_if_text(WHOLE, TerminalStyle(width=40), who="Nora", top=1)

    assert text.endswith(ONE_AFTER_THE_OTHER)
    assert max(map(cells, text.splitlines())) <= 40


@pytest.mark.parametrize("width", [40, 60, 79, 80, 81, 100])
def test_the_page_fits_its_width_with_and_without_signs(width: int) -> None:
    plain = what_if_text(WHOLE, TerminalStyle(width=width, unicode=False), who="Nora")
    coloured = what_if_text(WHOLE, TerminalStyle(width=width, colour=True), who="Nora")

    assert plain.isascii()
    assert max(map(cells, plain.splitlines())) <= width
    assert "\x1b[31m" not in coloured
    assert [line for line in plain.splitlines() if line.endswith(" ")] == []


def test_the_lists_are_cut_and_may_be_empty() -> None:
    text = what_if_text(what(advice((TALK, RENEGOTIATE)), EMPTY), TerminalStyle(), top=1)

    assert text.endswith(
        "Side by side\n"
        "\n"
        "        Today                                 Supposed\n"
        "1.   -  Talk the problem on Manual for a\n"
        "        pump over with Meridian Devices\n"
        "        … and 1 more                          Nothing to do.\n"
    )


@pytest.mark.parametrize(
    ("suppositions", "sentence"),
    [
        (
            (MOOD,),
            "The advice stays the same: rules look at this, but the new value adds and\nremoves nothing.\n",
        ),
        (
            (replace(MOOD, is_so=True),),
            "The advice stays the same, because this is how things already are.\n",
        ),
        (
            (replace(MOOD, read=False),),
            "The advice stays the same: no rule in this playbook looks at this fact.\n",
        ),
        (
            (replace(MOOD, read=False), replace(SCORE, read=False)),
            "The advice stays the same: no rule in this playbook looks at any of these facts.\n",
        ),
    ],
)
def test_nothing_changes(suppositions: tuple[Supposition, ...], sentence: str) -> None:
    text = what_if_text(what(FULL, FULL, *suppositions), TerminalStyle())

    assert text.partition("Nothing would change\n\n")[2] == (
        f"{sentence}\n"
        "Points of your Job Success Score at stake: at least 25 points in total, as today\n"
        "(estimate).\n"
    )


def test_what_is_so_already_is_marked() -> None:
    text = what_if_text(what(EMPTY, EMPTY, replace(MOOD, is_so=True)), TerminalStyle())

    assert text == (
        "What if\n"
        "21 November 2026 · playbook: rules\n"
        "\n"
        "Suppose\n"
        "\n"
        " = The client is happy.\n"
        "   Already so today.\n"
        "   Manual for a pump (Meridian Devices) · contracts.c-1.client_mood\n"
        "\n"
        "Nothing would change\n"
        "\n"
        "The advice stays the same, because this is how things already are.\n"
    )


def test_other_words_alone() -> None:
    renamed = advice((replace(TALK, title="Talk to Ada"), RENEGOTIATE, REST), ASIDE, QUESTIONS)

    assert what_if_text(what(FULL, renamed), TerminalStyle()).partition("What would change\n\n")[2] == (
        "The same things to do, in the same order; only the wording would change.\n"
        "\n"
        " Also changed: talk-it-through@c-1 (title)\n"
        "\n"
        "Points of your Job Success Score at stake: at least 25 points in total, as today\n(estimate).\n"
    )


def test_text_from_a_state_does_not_act() -> None:
    evil = "\x1b[31mACME\u202e\n<script>"
    labelled = replace(LEAFLETS, label=evil)
    after = advice((replace(RENEGOTIATE, subject=labelled, title=evil, stake=AtStake(FieldType.POINTS, 1)),))
    fact = replace(MOOD, about=evil, path=evil, supposed=SupposedValue(evil, f"the name is {evil}"))
    text = what_if_text(what(EMPTY, after, fact), TerminalStyle(), who=evil)

    assert "\x1b" not in text
    assert "\u202e" not in text
    assert text.splitlines()[0] == "What if, for ACME <script>"
    assert " = The name is ACME <script>." in text.splitlines()
