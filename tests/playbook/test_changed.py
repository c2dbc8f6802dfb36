"""What differs between two playbooks, wherever it stands."""

from dataclasses import replace
from pathlib import Path

import pytest

from advisor.playbook.changed import Mark, changed_between
from advisor.playbook.load import load_playbook
from advisor.playbook.model import Priority, RuleBase
from tests.playbook.sound import SOUND, sound, usable

WORDS = """\
entities:
  contract: {computed: {paid: {type: money, value: earned - refunded}}}
  visit: {key: id, first: [on], fields: {on: {type: date}, off: {type: date}}}
constraints:
  - {for: contract, holds: {stars: known}, says: "it is odd"}
  - {for: contract, holds: {issues: known}, says: "it is odd"}
messages:
  lists: {praise: [good]}
  never: [{id: praise, any_of: "{praise} review", says: "asks for praise", instead: "ask"}]
"""


def worded(folder: Path, old: str = "", new: str = "") -> RuleBase:
    assert old in WORDS
    path = folder / "words.yaml"
    path.write_text(WORDS.replace(old, new) if old else WORDS, encoding="utf-8")
    return usable(load_playbook((str(SOUND), str(path))))


def test_rules_differ_by_what_they_do() -> None:
    rule = sound().rules[0]
    urgent = replace(rule.consequences[0], priority=Priority.CRITICAL)
    noted = replace(sound().rules[1], note="for authors", folder="elsewhere")
    rules = (replace(rule, consequences=(urgent,)), noted, *sound().rules[3:])

    changed = changed_between(sound(), replace(sound(), rules=rules))

    assert changed.rules == {rule.id: Mark.CHANGED, sound().rules[2].id: Mark.GONE}
    assert changed == replace(changed_between(sound(), sound()), rules=changed.rules)
    assert changed_between(replace(sound(), rules=rules), sound()).rules[sound().rules[2].id] is Mark.NEW


@pytest.mark.parametrize(
    ("old", "new", "section", "key"),
    [
        ("earned - refunded}", 'earned + refunded, if_unknown: "all"}', "formulas", "contract.paid"),
        ("type: money, value: earned - refunded", "count: {event: {}}", "formulas", "contract.paid"),
        ("stars: known", "mood: known", "constraints", ("contract", "it is odd")),
        ('odd"}', 'odd", severity: error}', "constraints", ("contract", "it is odd")),
        ("instead: ", "claims: D-1, instead: ", "", ""),
        ('says: "asks for', 'says: "hopes for', "conduct", "praise"),
        ("[good]", "[good, fine]", "lists", "praise"),
        ("first: [on]", "first: [on, off]", "intake", "visit"),
        ("earned - refunded}", 'earned - refunded, claims: D-1, if_unknown: "all"}', "", ""),
    ],
)
def test_all_else_differs_by_what_it_means(
    old: str, new: str, section: str, key: object, tmp_path: Path
) -> None:
    changed = changed_between(worded(tmp_path), worded(tmp_path, old, new))

    marks = {
        "rules": changed.rules,
        "formulas": {pair.name: pair.mark for pair in changed.formulas},
        "constraints": changed.constraints,
        "conduct": changed.conduct,
        "lists": changed.lists,
        "intake": changed.intake,
    }
    told = {name: found for name, found in marks.items() if found}
    assert told == ({section: {key: Mark.CHANGED}} if section else {})


def test_the_order_of_constraints_makes_no_difference(tmp_path: Path) -> None:
    playbook = worded(tmp_path)
    turned = replace(playbook, constraints=playbook.constraints[::-1])

    assert changed_between(playbook, turned) == changed_between(playbook, playbook)


def test_what_comes_and_goes(tmp_path: Path) -> None:
    come, gone = (
        changed_between(*pair) for pair in ((sound(), worded(tmp_path)), (worded(tmp_path), sound()))
    )

    for changed, mark in ((come, Mark.NEW), (gone, Mark.GONE)):
        assert [(pair.name, pair.mark) for pair in changed.formulas] == [("contract.paid", mark)]
        assert changed.constraints == {("contract", "it is odd"): mark}
        assert (changed.conduct, changed.lists) == ({"praise": mark}, {"praise": mark})
        assert changed.intake == {"visit": mark}
