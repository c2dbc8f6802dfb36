"""Leaving out rule sets and folders: which rules stay, and the message about names that mean nothing."""

import os
import shutil
from pathlib import Path

import pytest

from advisor.playbook.cache import cached_playbook
from advisor.playbook.digest import playbook_digest
from advisor.playbook.load import load_playbook
from advisor.playbook.model import RuleBase, names_of
from advisor.source.errors import SelectionError
from tests.playbook.sound import SOUND, sound, usable

RULES = """\
ruleset: {ruleset}
rules:
  - {{id: {id}, for: profile, when: {{job_success: "< {number}"}}, raise: keep-it-up,
     because: So, claims: D-1}}
"""
FILES = {
    "a/one.yaml": ("one", "r1"),
    "a/b/two.yaml": ("two", "r2"),
    "a/b/more.yaml": ("one", "r3"),
    "ab/three.yaml": ("a", "r4"),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A playbook with rules in folders, beside the working folder; a rule set may be named as a folder is."""
    root = tmp_path / "book"
    for number, (name, (ruleset, rule)) in enumerate(FILES.items()):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(RULES.format(ruleset=ruleset, id=rule, number=number + 1))
    shutil.copyfile(SOUND, root / "sound.yaml")
    monkeypatch.chdir(tmp_path)
    return root


def loaded(root: str | Path) -> RuleBase:
    return usable(load_playbook((str(root),)))


def left(playbook: RuleBase) -> set[str]:
    return {rule.id for rule in playbook.rules} - {rule.id for rule in sound().rules}


@pytest.mark.parametrize("root", ["book", "book/", "./book", "book/a/..", "../{above}/book", "{whole}", "."])
def test_a_rule_knows_its_folder_however_the_root_is_named(root: str, folder: Path) -> None:
    if root == ".":
        os.chdir(folder)
    playbook = loaded(root.format(above=folder.parent.name, whole=folder))

    folders = {rule.id: rule.folder for rule in playbook.rules}
    assert folders | {"r1": "a", "r2": "a/b", "r3": "a/b", "r4": "ab"} == folders
    assert folders["score-is-fine"] == ""
    assert {name: ruleset.folder for name, ruleset in playbook.rulesets.items()} == {
        "one": "a/b",  # the first of its files
        "two": "a/b",
        "a": "ab",
        "sound": "",
    }


def test_a_single_file_lies_in_no_folder(folder: Path) -> None:
    playbook = usable(load_playbook((str(folder / "sound.yaml"), str(folder / "a" / "one.yaml"))))

    assert {rule.folder for rule in playbook.rules} == {""}


def test_a_layer_has_folders_of_its_own(folder: Path) -> None:
    playbook = usable(load_playbook((str(SOUND), str(folder / "a"))))

    assert {rule.id: rule.folder for rule in playbook.rules if rule.id[:1] == "r"} == {
        "r1": "",
        "r2": "b",
        "r3": "b",
    }


def test_the_cache_keeps_the_folders(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ADVISOR_NO_CACHE", raising=False)
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(folder.parent / "cache"))

    first, again = cached_playbook((str(folder),)), cached_playbook((str(folder),))

    assert [rule.folder for rule in again.rules] == [rule.folder for rule in first.rules]
    assert {name: ruleset.folder for name, ruleset in again.rulesets.items()} == {
        name: ruleset.folder for name, ruleset in first.rulesets.items()
    }
    assert left(again.without(["a/b"])) == {"r1", "r4"}


@pytest.mark.parametrize(
    ("names", "rules"),
    [
        ([], {"r1", "r2", "r3", "r4"}),
        (["a/b"], {"r1", "r4"}),
        (["a/b/"], {"r1", "r4"}),
        (["ab"], {"r1", "r2", "r3"}),
        (["one"], {"r2", "r4"}),
        (["a"], set()),  # the folder, all below it, and the rule set of that name
        (["one", "two"], {"r4"}),
        (["two", "two"], {"r1", "r3", "r4"}),
    ],
)
def test_what_stays(names: list[str], rules: set[str], folder: Path) -> None:
    whole = loaded(folder)

    less = whole.without(names)

    assert left(less) == rules
    assert less.left_out == tuple(sorted({name.rstrip("/") for name in names}))
    assert set(less.rulesets) == {rule.ruleset for rule in less.rules}
    assert (less.vocabulary, less.policy, less.actions) == (
        whole.vocabulary,
        whole.policy,
        whole.actions,
    )
    assert (less.groups, less.claims, less.documents) == (
        whole.groups,
        whole.claims,
        whole.documents,
    )
    assert (playbook_digest(less) == playbook_digest(whole)) is (not names)


def test_more_can_be_left_out_later(folder: Path) -> None:
    less = loaded(folder).without(["two"]).without(["ab"])

    assert (left(less), less.left_out) == ({"r1", "r3"}, ("ab", "two"))
    assert playbook_digest(less) == playbook_digest(loaded(folder).without(["ab", "two"]))


def test_the_digest_covers_the_rules_and_not_how_they_were_named_or_where_they_lie(folder: Path) -> None:
    whole = loaded(folder)
    flat = folder / "flat"
    flat.mkdir()
    for number, name in enumerate(FILES):
        (folder / name).rename(flat / f"{number}.yaml")

    assert playbook_digest(loaded(folder)) == playbook_digest(whole)
    assert playbook_digest(whole.without(["a"])) == playbook_digest(whole.without(["one", "two", "ab"]))


def test_names_that_can_be_left_out(folder: Path) -> None:
    assert names_of(loaded(folder)) == ("a", "a/b", "ab", "one", "sound", "two")


@pytest.mark.parametrize(
    ("names", "message", "hint"),
    [
        (["a", "tow"], 'there is no rule set or folder "tow"', 'did you mean "two"? There are {all}'),
        (["zzzzzz"], 'there is no rule set or folder "zzzzzz"', "there are {all}"),
        ([""], 'there is no rule set or folder ""', "there are {all}"),
        (["/"], 'there is no rule set or folder "/"', "there are {all}"),
        (["."], 'there is no rule set or folder "."', "there are {all}"),
        (["../book"], 'there is no rule set or folder "../book"', "there are {all}"),
        (["\x1b[31m\n"], 'there is no rule set or folder "\x1b[31m\n"', "there are {all}"),
        (["sound", "a"], "without a, sound no rule would be left", "leave less out"),
    ],
)
def test_names_that_will_not_do(names: list[str], message: str, hint: str, folder: Path) -> None:
    with pytest.raises(SelectionError) as caught:
        loaded(folder).without(names)

    full_hint = hint.format(all="a, a/b, ab, one, sound, two")
    assert (caught.value.message, caught.value.hint) == (message, full_hint)
    assert str(caught.value) == f"{message}: {full_hint}"
