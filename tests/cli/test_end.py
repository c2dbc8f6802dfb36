"""`advisor end`: the day and whatever else goes with an end."""

import pytest

from tests.cli.command import run
from tests.cli.telling import STATE, state, visits, wrong

__all__ = ["visits"]
pytestmark = pytest.mark.usefixtures("visits")


@pytest.mark.parametrize(("when", "day"), [((), "2026-11-21"), (("last", "friday"), "2026-11-20")])
def test_an_end_sets_what_the_playbook_says(when: tuple[str, ...], day: str) -> None:
    result = run("end", "tea", *when)

    assert result.stdout == (
        "Written into s.yaml: Tea time (Bo Diddley), ended.\n  + New: Leave Tea time alone (low)\n"
    )
    added = f"looked_on: 2026-11-20\n    status: closed\n    ended: {day}\n"
    assert state() == STATE.replace("looked_on: 2026-11-20\n", added)


def test_a_name_of_several_words_needs_no_quotation_marks() -> None:
    assert run("end", "tea", "time", "3", "days", "ago").exit_code == 0
    assert "ended: 2026-11-18" in state()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("bo",), '"bo" is a guest, and only a visit ends.'),
        (("golf",), 'Nothing here is called "golf": there are Tea time (Bo Diddley) and Tennis (somebody).'),
        (("tea", "tomorrow"), "22 November 2026 is still to come: write it down once it has ended."),
        (
            ("tea", "soonish"),
            'I can\'t read "soonish". Try yesterday or 2026-11-21.',
        ),
    ],
)
def test_what_cannot_end(arguments: tuple[str, ...], message: str) -> None:
    result = run("end", *arguments)

    assert (result.exit_code, state()) == (2, STATE)
    assert wrong(result.stderr) == message
