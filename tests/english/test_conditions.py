"""Conditions in plain English: every kind of condition and test, in whole lines."""

from pathlib import Path

import pytest

from advisor.english.comparisons import Words
from advisor.english.conditions import Phrase, PhraseKind, in_english
from advisor.playbook.digest import playbook_digest
from advisor.playbook.load import load_playbook
from advisor.playbook.model import Rule, RuleBase
from advisor.shipped import shipped_playbook
from tests.playbook.sound import SOUND, rule, usable

SAYING = """\
words: {currency: "$"}
entities:
  contract:
    fields:
      open: {type: flag, says: "it is open"}
      fair: {type: flag, says: {true: "it was fair", false: "it was unfair"}}
      plain: {type: flag}
      tasks: {type: choices, of: [drawing, writing, math], says: {math: "it is about numbers"}}
      escrow: {type: money, says: "the money in escrow"}
      kind:
        {type: choice, of: [fixed, hourly, barter],
         says: {fixed: "it has a fixed price", value: "it is {value}"}}
      stage: {type: choice, of: [new, old], says: {unknown: "nobody knows its stage"}}
      due: {type: date, says: "the due date"}
    computed:
      left: {days_until: due}
      waited: {days_since: due, says: "you have waited {value}"}
ruleset: mine
rules:
  - id: mine
    for: contract
    when: WHEN
    forbid: check-in
    because: "So"
    claims: D-1
"""


def line_of(when: str, folder: Path, subject: str = "contract") -> str:
    """The conditions, "WHEN" or "WHEN unless BLOCK", in one line; parameters as in the sound playbook."""
    path = folder / "mine.yaml"
    when, _, unless = when.partition(" unless ")
    text = SAYING.replace("WHEN", f"{when}\n    unless: {unless}" if unless else when)
    if subject == "profile":
        text = text.replace("for: contract", "for: profile").replace("check-in", "keep-it-up")
    path.write_text(text, encoding="utf-8")
    playbook = usable(load_playbook((str(SOUND), str(path))))
    mine = next(rule for rule in playbook.rules if rule.id == "mine")
    return str(in_english(Words(playbook), mine.when, mine.entity))


@pytest.mark.parametrize(
    ("when", "line"),
    [
        ("{earned: 250}", "the earned is $250"),
        ("{escrow: '> $1,200.50'}", "the money in escrow is more than $1,200.50"),
        ("{escrow: '>= policy.small_stake'}", "the money in escrow is at least $250 (policy small_stake)"),
        ("{escrow: '<= earned'}", "the money in escrow is at most the earned"),
        ("{escrow: '< 5'}", "the money in escrow is less than $5"),
        ("{escrow: '!= 5'}", "the money in escrow is not $5"),
        ("{issues: 80..89}", "the issues is from 80 to 89"),
        ("{issues: '[80..89)'}", "the issues is at least 80 and less than 89"),
        ("{issues: '(80..89]'}", "the issues is more than 80 and at most 89"),
        ("{issues: {not: 1..2}}", "the issues is not from 1 to 2"),
        ("{issues: {not: '> 2'}}", "the issues is at most 2"),
        ("{issues: {not: {not: 2}}}", "the issues is 2"),
        ("{issues: {not: [1, 2]}}", "it is not the case that the issues is 1 or 2"),
        ("{issues: [1, '> 5']}", "the issues is 1 or the issues is more than 5"),
        ("{mood: [happy, neutral]}", "the mood is happy or neutral"),
        ("{mood: known}", "the mood is known"),
        ("{mood: {not: known}}", "the mood is not known"),
        ("{stage: unknown}", "nobody knows its stage"),
        ("{stage: known}", "the stage is known"),
        ("{kind: fixed}", "it has a fixed price"),
        ("{kind: '!= fixed'}", "it is not fixed"),
        ("{kind: hourly}", "it is hourly"),
        ("{kind: [fixed, hourly]}", "it has a fixed price or it is hourly"),
        ("{open: true}", "it is open"),
        ("{open: false}", "it is not open"),
        ("{open: {not: true}}", "it is not open"),
        ("{open: known}", "it is known whether it is open"),
        ("{fair: false}", "it was unfair"),
        ("{fair: unknown}", "it is not known whether it was fair"),
        ("{plain: true}", '"plain" is true'),
        ("{plain: false}", '"plain" is false'),
        ("{client.responsive: true}", '"responsive" is true'),
        ("{client.name: Acme}", "the name of the client is Acme"),
        ("{profile.job_success: '< 90%'}", "your job success is less than 90%"),
        ("{last_activity: '>= 2026-05-01'}", "the last activity is on or after 1 May 2026"),
        (
            "{last_activity: '< client.member_since'}",
            "the last activity is before the member since of the client",
        ),
        ("{last_activity: 2026-05-01}", "the last activity is on 1 May 2026"),
        ("{idle: '> policy.idle_after'}", "the last activity was more than 183 days ago (policy idle_after)"),
        ("{waited: '> 2 weeks'}", "you have waited more than 14 days"),
        ("{left: '< 0'}", "the due date has passed"),
        ("{left: '>= 0'}", "the due date is today or still to come"),
        ("{left: '<= 7 days'}", "the due date is at most 7 days ahead"),
        ("{tasks: {has: drawing}}", "the tasks include drawing"),
        ("{tasks: {has: [drawing, writing]}}", "the tasks include drawing or writing"),
        ("{tasks: {not: {has: [drawing, writing]}}}", "the tasks do not include drawing or writing"),
        ("{tasks: {has: math}}", "it is about numbers"),
        ("{tasks: [{has: math}, unknown]}", "it is about numbers or the tasks is not known"),
        ("{title: {contains: Invoice}}", 'the title contains "Invoice"'),
        ("{title: {contains: [bill, late fee]}}", 'the title contains "bill" or "late fee"'),
        ("{client.name: {not: {contains: ltd}}}", 'the name of the client does not contain "ltd"'),
        ("{quiet: true}", 'it counts as "quiet"'),
        ("{quiet: false}", 'it does not count as "quiet"'),
    ],
)
def test_a_test(when: str, line: str, tmp_path: Path) -> None:
    assert line_of(when, tmp_path) == line


@pytest.mark.parametrize(
    ("when", "line"),
    [
        ("{issues: 1, plain: true}", 'the issues is 1 and "plain" is true'),
        ("{issues: 1, open: true, fair: true}", "the issues is 1, it is open, and it was fair"),
        (
            "{all: [{issues: 1}, {all: [{open: true}, {fair: true}]}]}",
            "the issues is 1, it is open, and it was fair",
        ),
        ("{any: [{open: true}, {fair: true}]}", "either it is open or it was fair"),
        (
            "{issues: 1, any: [{open: true}, {fair: true, plain: true}]}",
            'the issues is 1, and [either it is open, or it was fair and "plain" is true]',
        ),
        ("{not: {open: true, fair: true}}", "it is not the case that it is open and it was fair"),
        (
            "{some: {event: {did: check-in, reply: no}}}",
            "a check-in is recorded that had a no",
        ),
        ("{none: {event: {did: check-in}}}", "no check-in is recorded"),
        ("{not: {some: {event: {did: check-in}}}}", "no check-in is recorded"),
        ("{open: true} unless {fair: true}", "it is open, unless it was fair"),
        (
            "{open: true, issues: 1} unless {plain: true, mood: [happy, neutral]}",
            'it is open and the issues is 1, unless "plain" is true, and the mood is happy or neutral',
        ),
        (
            "{any: [{open: true}, {fair: true}]} unless {any: [{issues: 1}, {stage: new}]}",
            "either it is open or it was fair, unless either the issues is 1 or the stage is new",
        ),
        (
            "{open: true} unless {none: {event: {did: check-in}}}",
            "it is open, unless no check-in is recorded",
        ),
        ("{some: {event: {reply: no}}}", "its history has an event such that the reply is no"),
        (
            "{none: {event: {contract.open: true, contract.quiet: false}}}",
            "its history has no event such that the contract is open and the contract does not count as "
            '"quiet"',
        ),
        (
            "{count: {of: {event: {did: check-in}}, is: '>= 2'}}",
            "at least 2 events of this contract are such that the did is check-in",
        ),
        (
            "{count: {of: {event: {did: check-in}}, is: 2}}",
            "exactly 2 events of this contract are such that the did is check-in",
        ),
        (
            "{count: {of: {event: {did: check-in}}, is: '>= 1'}}",
            "at least 1 event of this contract is such that the did is check-in",
        ),
    ],
)
def test_a_block(when: str, line: str, tmp_path: Path) -> None:
    assert line_of(when, tmp_path) == line


@pytest.mark.parametrize(
    ("rule_id", "line"),
    [
        (
            "check-in-when-quiet",
            "no check-in is recorded that is at least 60 days old (policy quiet_after), "
            "came no earlier than the last activity, and had no answer or a no",
        ),
        (
            "paid-so-far-when-little-else-is-left",
            "[either an offer-discount or offer-partial-refund is recorded that had a no, "
            "or [the client has left two letters without an answer, "
            "and an offer-discount or offer-partial-refund is recorded]]",
        ),
        (
            "talk-when-going-south",
            "its history has no event such that either the action is answer-escrow-request and it is done, ",
        ),
        ("remind-after-the-closing-letter", "no ask-for-feedback is recorded"),
        ("contract-is-in-play", "no dispute is resolved"),
    ],
)
def test_histories_are_told_in_plain_words(rule_id: str, line: str) -> None:
    playbook = shipped()
    [shipped_rule] = (rule for rule in playbook.rules if rule.id == rule_id)

    assert line in str(in_english(Words(playbook), shipped_rule.when, shipped_rule.entity))


def test_what_the_profile_ranges_over(tmp_path: Path) -> None:
    line = line_of("{some: {contract: {open: true}}, job_success: known}", tmp_path, "profile")

    assert line == "there is a contract such that it is open and your job success is known"


def test_a_group_knows_its_list(tmp_path: Path) -> None:
    mine: Rule = rule("{some: {event: {any: [{did: check-in}, {reply: no}]}}}", tmp_path)

    phrase = in_english(Words(usable(load_playbook((str(SOUND),)))), mine.when, "contract")

    assert phrase.lead == "its history has an event such that at least one of these holds"
    assert phrase.items == (
        Phrase(PhraseKind.CLAUSE, "the did is check-in"),
        Phrase(PhraseKind.CLAUSE, "the reply is no"),
    )


def shipped() -> RuleBase:
    return usable(load_playbook((shipped_playbook(),)))


def test_every_shipped_rule_is_told_in_words_of_the_vocabulary() -> None:
    playbook = shipped()
    words = Words(playbook)

    lines = {one.id: str(in_english(words, one.when, one.entity)) for one in playbook.rules}

    # What only a generic form would say, a braces left over, or a path.
    odd = (
        '" is true',
        '" is false',
        "{",
        "}",
        "_ ",
        "policy.",
        "profile.",
        "client.",
        "None",
        "the the",
        "your your",
    )
    assert [(name, sign) for name, line in lines.items() for sign in odd if sign in line] == []


@pytest.mark.parametrize(
    ("says", "problem"),
    [
        ("[one]", 'the field "x", says: found a list'),
        ("{maybe: a}", 'the field "x", says has no key "maybe"'),
        ("{true: []}", 'the field "x", says, true: found a list'),
    ],
)
def test_words_of_another_shape_are_problems(says: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(f"entities: {{contract: {{fields: {{x: {{type: flag, says: {says}}}}}}}}}\n")

    loaded = load_playbook((str(SOUND), str(path)))

    assert [problem_.message.startswith(problem) for problem_ in loaded.diagnostics] == [True], (
        loaded.diagnostics
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{issues: one complaint|# complaints} about {title}", "ISSUES complaints about TITLE"),
        ("{issues: it|them} of {client.name}", "them of CLIENT"),
        ("{policy.most: one try|# tries}", "one try"),
        ("{policy.many: one try|# tries}", "1,200 tries"),
    ],
)
def test_the_form_of_a_number_that_is_not_known_yet(text: str, told: str, tmp_path: Path) -> None:
    policy = "policy: {most: {type: count, value: 1}, many: {type: count, value: 1200}}\n"
    rule = (
        f'{{id: mine, for: contract, when: {{stars: 1}}, forbid: check-in, because: "{text}", claims: D-1}}'
    )
    (tmp_path / "mine.yaml").write_text(f"{policy}ruleset: mine\nrules: [{rule}]\n")
    playbook = usable(load_playbook((str(SOUND), str(tmp_path))))
    (mine,) = (rule for rule in playbook.rules if rule.id == "mine")

    assert Words(playbook).template(mine.because) == told


def test_no_advice_depends_on_the_words(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    digests = set()
    for says in ("", ', says: "the colour"'):
        path.write_text(f"entities: {{contract: {{fields: {{colour: {{type: text{says}}}}}}}}}\n")
        digests.add(playbook_digest(usable(load_playbook((str(SOUND), str(path))))))

    assert len(digests) == 1
