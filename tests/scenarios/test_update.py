"""Expectations rewritten in place: what changes in the text, in whole, and what is left to the author."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.scenarios import load_scenarios, run_scenarios
from advisor.scenarios.update import FileUpdate, updates
from tests.scenarios.toy import NORA, toy

FILE = Path("scenarios/it.yaml")
HEAD = """\
# Ours.
scenarios:
  - name: it   # the one
    as_of: 2026-11-21
    state: nora.yaml
    with: CHANGES
    expect:"""
FOOT = "\n\n  - {name: other, as_of: 2026-11-21, state: nora.yaml, expect: {recommended: [greet@bob]}}\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    FILE.parent.mkdir()
    (FILE.parent / "nora.yaml").write_text(NORA)


def update(text: str) -> FileUpdate:
    FILE.write_bytes(text.encode())
    [rewritten] = updates(toy(), run_scenarios(toy(), load_scenarios([str(FILE)], toy())))
    return rewritten


def expected(expect: str, changes: str = "{}") -> str:
    """What `expect:` is rewritten to."""
    head = HEAD.replace("CHANGES", changes)
    rewritten = update(head + expect + FOOT)
    assert rewritten.refused == ()
    assert rewritten.after.startswith(head)
    assert rewritten.after.endswith(FOOT)
    return rewritten.after[len(head) : -len(FOOT)]


def refusal(text: str) -> str:
    rewritten = update(text)
    assert rewritten.changed == ()
    assert rewritten.after == rewritten.before
    return rewritten.refused[0].reason


def cases() -> list[object]:
    """What is changed in Nora's state, and `expect:` before and after, by name."""
    blocks = Path(__file__).with_name("updates.txt").read_text().removeprefix("==== ").split("\n==== ")
    return [pytest.param(*re.split(r"\n---- [a-z]+:", rest), id=name) for name, rest in _named(blocks)]


def _named(blocks: list[str]) -> Iterator[tuple[str, str]]:
    for case in blocks:
        name, _, rest = case.rstrip("\n").partition("\n")
        yield name, rest


@pytest.mark.parametrize(("changes", "before", "after"), cases())
def test_each_way_to_rewrite(changes: str, before: str, after: str) -> None:
    assert expected(before, changes) == after


def test_within_a_scenario_in_braces_lines_are_broken_at_commas() -> None:
    one = "scenarios:\n  - {name: it, as_of: 2026-11-21, state: nora.yaml, with: {profile.tired: true},\n"
    rewritten = update(
        one + "     expect: {recommended: [hurry@c-2, talk@c-1, greet@bob], not_recommended: [rest]}}\n"
    )

    assert rewritten.after == (
        one
        + "     expect: {recommended: [rest, talk@c-1, greet@bob],\n"
        + " " * 14
        + "set_aside: [{action: hurry, subject: c-2, reason: forbidden, by: no-hurry-when-tired}]}}\n"
    )


def test_line_ends_a_mark_and_a_missing_last_line_feed_stay() -> None:
    text = "\ufeff" + HEAD.replace("CHANGES", "{}").replace("\n", "\r\n") + "\r\n      recommended: [rest]"

    assert update(text).after == text.replace("recommended: [rest]", "not_recommended: [rest]")


def test_json_stays_json() -> None:
    text = (
        '{"scenarios": [{"name": "it", "as_of": "2026-11-21", "state": {"profile": {"tired": true}},\n'
        ' "expect": {"recommended": []EXACT}}]}\n'
    )

    assert update(text.replace("[]EXACT", '[], "exact": true')).after == (
        text.replace("[]EXACT", '["rest"], "exact": true')
    )


def test_an_id_that_yaml_would_misread_is_part_of_a_text() -> None:
    text = "scenarios:\n- name: it\n  as_of: 2026-11-21\n  state: {clients: [{id: 'no', kind: person}]}\n"

    assert update(text + "  expect: {recommended: [], exact: true}\n").after == (
        text + "  expect: {recommended: [greet@no], exact: true}\n"
    )


@pytest.mark.parametrize(
    ("expect", "reason"),
    [
        (
            " &e {recommended: [rest]}",
            "its expectations stand in several places, by an anchor (&) or an alias (*)",
        ),
        ("\n      recommended: [rest,  # no\n        talk@c-1]", "comments stand within its brackets"),
        (" {recommended: [rest,  # no\n        talk@c-1]}", "comments stand within its brackets"),
        (
            "\n      recommended:\n        -\n          rest\n        - talk@c-1",
            "its list is laid out in an unusual way",
        ),
        (
            "\n      recommended:\n        - deadline: 2026-11-24\n          action: talk\n"
            "          subject: c-1",
            'its "deadline" stands first in an item',
        ),
    ],
)
def test_what_cannot_be_rewritten_is_left_alone_with_the_reason(expect: str, reason: str) -> None:
    assert refusal(HEAD.replace("CHANGES", "{}") + expect + "\n") == reason


def test_a_file_with_two_kinds_of_line_ends_is_left_alone() -> None:
    text = HEAD.replace("CHANGES", "{}").replace("\n", "\r\n", 1) + "\n      recommended: [rest]\n"

    assert refusal(text) == "its file mixes two kinds of line ends"


def test_one_that_cannot_be_rewritten_does_not_keep_the_others() -> None:
    text = HEAD.replace("CHANGES", "{}") + " &e {recommended: [rest]}" + FOOT.replace("greet@bob", "rest")

    rewritten = update(text)

    assert [scenario.name for scenario in rewritten.changed] == ["other"]
    assert [refusal.scenario.name for refusal in rewritten.refused] == ["it"]
    assert rewritten.after == text.replace(
        "expect: {recommended: [rest]}", "expect: {not_recommended: [rest]}"
    )
