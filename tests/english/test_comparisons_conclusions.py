"""Conclusions in words of their own: beside the rule, through a link, for you, and not drawn."""

from pathlib import Path

import pytest

from advisor.english.comparisons import Words, drawn_in_english
from advisor.english.conditions import in_english
from advisor.playbook.digest import playbook_digest
from advisor.playbook.load import load_playbook
from advisor.playbook.model import RuleBase
from tests.playbook.sound import SOUND, usable

RULES = """\
ruleset: mine
rules:
  - {id: one, for: contract, when: {stars: 1}, conclude: bad, says: {true: "it is bad", false: "all is well"},
     because: So, claims: D-1}
  - {id: two, for: contract, when: {stars: 2}, conclude: odd, says: "it is odd", because: So, claims: D-1}
  - id: three
    for: contract
    when: {stars: 3}
    then: [{conclude: fine}, {conclude: grand, says: {false: "it is nothing grand"}}]
    because: So
    claims: D-1
  - {id: four, for: profile, when: {job_success: 3}, conclude: tired, says: "you are tired",
     because: So, claims: D-1}
  - {id: five, for: contract, when: {stars: 5}, conclude: bad, because: So, claims: D-1}
  - {id: mine, for: SUBJECT, when: WHEN, forbid: ACTION, because: So, claims: D-1}
  - {id: reads, for: contract, claims: D-1, because: So, raise: check-in,
     when: {any: [{bad: true}, {odd: true}, {fine: true}, {grand: true}, {profile.tired: true}]}}
"""


def playbook(when: str, folder: Path, subject: str = "contract") -> RuleBase:
    action = "keep-it-up" if subject == "profile" else "check-in"
    path = folder / "mine.yaml"
    text = RULES.replace("WHEN", when).replace("SUBJECT", subject).replace("ACTION", action)
    path.write_text(text, encoding="utf-8")
    return usable(load_playbook((str(SOUND), str(path))))


@pytest.mark.parametrize(
    ("when", "line"),
    [
        ("{bad: true}", "it is bad"),
        ("{bad: false}", "all is well"),
        ("{not: {bad: true}}", "all is well"),
        ("{odd: true}", "it is odd"),
        ("{odd: false}", "it is not odd"),
        ("{fine: true}", 'it counts as "fine"'),
        ("{grand: false}", "it is nothing grand"),
        ("{grand: true}", "it is not nothing grand"),
        ("{profile.tired: true}", "you are tired"),
        ("{profile.tired: false}", "it is not the case that you are tired"),
        ("{none: {event: {contract.odd: true}}}", "its history has no event such that the contract is odd"),
    ],
)
def test_a_conclusion_is_told_in_its_own_words(when: str, line: str, tmp_path: Path) -> None:
    book = playbook(when, tmp_path)
    [mine] = [rule for rule in book.rules if rule.id == "mine"]

    assert str(in_english(Words(book), mine.when, "contract")) == line


def test_what_a_rule_draws(tmp_path: Path) -> None:
    words = Words(playbook("{stars: 5}", tmp_path))

    told = [drawn_in_english(words, "contract", name) for name in ("bad", "odd", "fine")]
    assert [*told, drawn_in_english(words, "profile", "tired")] == [
        *("it is bad", "it is odd", 'it counts as "fine"'),
        "you are tired",
    ]


def test_words_make_no_other_playbook(tmp_path: Path) -> None:
    before = playbook("{stars: 5}", tmp_path)
    path = tmp_path / "mine.yaml"
    path.write_text(path.read_text().replace('says: "it is odd", ', ""))

    assert playbook_digest(usable(load_playbook((str(SOUND), str(path))))) == playbook_digest(before)
