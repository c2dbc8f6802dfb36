"""From nothing to the right first advice: eighteen freelancers, each with at most twelve answers."""

from pathlib import Path

import pytest

from advisor.advice.api import Playbook
from advisor.facts.state import State
from tests.cli.command import run

MOST = 12
_ENDS = ("", "stop")  # a line that ends the questions, where it is the last one
# What is typed, line by line; what was recorded then; and what has to come first.
STORIES = {
    "delivered, and asked back": (
        "Matteo Kralj|97%|41|Shop landing page|Brume Coffee|ended|money back|1|yesterday|$300|stop",
        (),
        "answer-escrow-request@shop-landing-page",
    ),
    "free work or a bad rating": (
        "Devi Anand|98|45|Product catalogue|Quarry Media|active|unhappy|threat|yes|stop",
        (),
        "report-threat@product-catalogue",
    ),
    "a review out of spite": (
        "Carys Lowell|96|60|Brochure copy|Morrow Co|ended|a review|1.6|2 weeks ago|unfair|16 days ago|stop",
        (),
        "respond-to-feedback@brochure-copy",
    ),
    "a contract without hours": (
        "Oriana Pell|87|1|Weekly newsletters|Aster Lab|active|no|Blog editing|Birchway|active|no",
        (),
        "protect-first-contracts",
    ),
    "still below eighty": ("Abeo Lawal|74|18", (), "recover-job-success"),
    "silent, with escrow and no work": (
        "Vic Dorsey|95|12|Booking widget|Foghorn Tours|active|quiet|not begun|a month ago|none|stop",
        (),
        "check-in@booking-widget",
    ),
    "asked twice to close": (
        "Rosa Quill||6|Chapter edits|Harbor Books|active|quiet|delivered|95 days ago|hourly|stop",
        ("51 days ago", "16 days ago"),
        "close-contract@chapter-edits",
    ),
    "an accident, and a paused contract": ("Katja Perin|60|6", (), "recover-job-success"),
    "ten open contracts": (
        "Elena Marsh|82|6|Brand sheet; Stickers; Labels; Covers||active|quiet|delivered|100 days ago|stop",
        (),
        "tidy-open-contracts",
    ),
    "a threat before the start": (
        "Atlas North|93|8|Investor site|Grit Ventures|active|unhappy|threat|yes|0|stop",
        (),
        "report-threat@investor-site",
    ),
    "the scope of a first project changes": (
        "Lynn Tuohy||0|Mail template|Yarrow Group|active|unhappy|more work|no|no|stop",
        (),
        "agree-scope@mail-template",
    ),
    "a first client, and a dispute": (
        "Gael Deniaud||0|Promo animation|Umbra Sport|ended|money back|dispute is open|yesterday|me|stop",
        (),
        "state-your-case@promo-animation",
    ),
    "refunded to be rid of him": (
        "Sana Whitlock|96|28|Template pack|Jet Resumes|ended|money back|over|a week ago|not yet|stop",
        (),
        "leave-feedback@template-pack",
    ),
    "manual hours disputed": (
        "Hanna Bodor|96|14|Proofreading|Cobalt Publishing|paused|money|dispute is open|yesterday|client|stop",
        (),
        "state-your-case@proofreading",
    ),
    "five contracts and a baby": (
        "Pavlo Rudyk|91|72|Recipe booklet|Hazel Foods|active|late, unhappy|2 days ago|60|the work|stop",
        (),
        "talk-it-through@recipe-booklet",
    ),
    "a chargeback": (
        "Kim Garland|95|20|Garment specifications|Elder Apparel|ended|money|the bank|yesterday|stop",
        (),
        "answer-chargeback@garment-specifications",
    ),
    "after the mediation": (
        "Nadine Shaw|97|25|Customer support|Gull Imports|ended|no|2 days ago|stop",
        (),
        "leave-feedback@customer-support",
    ),
    "first hours, and a pause": (
        "Vale Rinaldi||0|Product photos|Juniper Shop|paused|quiet|delivered|6 days ago|hourly|none|stop",
        (),
        "bill-open-work@product-photos",
    ),
}


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return Playbook.load()


@pytest.mark.parametrize("story", STORIES)
def test_from_nothing_to_the_right_first_advice(
    story: str, playbook: Playbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(tmp_path / "cache"))
    typed, asked_on, right = STORIES[story]
    lines = typed.split("|")

    result = run("init", given="".join(f"{line}\n" for line in lines))

    assert result.exit_code == 0, result.stderr
    for day in asked_on:
        logged = run("log", "me.yaml", "check-in@chapter-edits", "--on", day)
        assert logged.exit_code == 0, logged.stderr
    answers = len(lines[:-1] if lines[-1] in _ENDS else lines) + len(asked_on)
    assert answers <= MOST
    first = playbook.review(State.load("me.yaml")).recommendations[0]
    assert right in (f"{first.action}@{first.subject.id}", first.action)


def test_what_was_answered_first_counts_where_the_question_behind_it_is_left_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(tmp_path / "cache"))

    result = run("init", given="Mara\n92\n14\nLogo\nLind\nactive\nunhappy\n\n\nstop\n")

    assert result.exit_code == 0, result.stderr
    assert "client_mood: unhappy" in Path("me.yaml").read_text()
