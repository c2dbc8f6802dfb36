"""Changes that stand outside of a state: options and overlay files."""

from pathlib import Path

import pytest

from advisor.facts.override import changes_of, read_overlay
from advisor.source.diagnostic import Location
from advisor.source.errors import StateError
from advisor.source.tree import Mapping, Scalar, Sequence


def texts(mapping: Mapping) -> dict[str, object]:
    return {entry.key.text: entry.value for entry in mapping.entries}


def test_options_are_paths_and_plain_values() -> None:
    changes = changes_of(["profile.name= Ann: a # b ", "contracts.c-1.client_mood=unhappy"], "<--set>")

    assert texts(changes) == {
        "profile.name": Scalar("Ann: a # b", False, Location("", 1, 1)),
        "contracts.c-1.client_mood": Scalar("unhappy", False, Location("", 1, 1)),
    }
    assert changes.entries[1].value.location == Location("<--set>", 2, 27)


def test_nothing_after_the_sign_is_unknown_and_an_empty_text_is_not() -> None:
    changes = changes_of(["a.b=", 'a.c=""'], "<--set>")

    unknown, empty = (entry.value for entry in changes.entries)
    assert isinstance(unknown, Scalar)
    assert unknown.is_null
    assert isinstance(empty, Scalar)
    assert not empty.is_null


def test_brackets_and_braces_are_read() -> None:
    changes = changes_of(["contracts.c-9={status: active}", "contracts.c-1.history=[]"], "<--set>")

    first, second = (entry.value for entry in changes.entries)
    assert isinstance(first, Mapping)
    assert first.get("status") == Scalar("active", False, Location("", 1, 1))
    assert isinstance(second, Sequence)
    assert second.items == ()


def test_what_sets_nothing_is_told_at_its_number() -> None:
    with pytest.raises(StateError) as raised:
        changes_of(["profile.name", "=x", "profile.name={"], "<--set>")

    assert [str(problem.location) for problem in raised.value.diagnostics] == [
        "<--set>:1:1",
        "<--set>:2:1",
        "<--set>:3:14",
    ]
    assert raised.value.diagnostics[0].message == '"profile.name" sets nothing'


def test_an_overlay_is_a_file_of_paths(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("# asked today\nprofile.job_success: 71\ncontracts.c-1.fault: null\n")

    changes = read_overlay(str(file))

    assert list(texts(changes)) == ["profile.job_success", "contracts.c-1.fault"]
    assert changes.entries[0].value.location == Location(str(file), 2, 22)


@pytest.mark.parametrize(
    ("text", "message"),
    [("- a\n", "an overlay is a mapping of paths and values"), ("just text\n", "an overlay is a mapping")],
)
def test_an_overlay_of_another_shape_is_refused(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(text)

    with pytest.raises(StateError) as raised:
        read_overlay(str(file))

    assert message in raised.value.diagnostics[0].message
    assert raised.value.diagnostics[0].location == Location(str(file), 1, 1)


def test_an_empty_overlay_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("# nothing yet\n")

    assert read_overlay(str(file)).entries == ()


def test_what_acts_unseen_is_refused_with_or_without_quotes() -> None:
    for text in ("profile.name=\x1b[31mX", 'profile.name="\\e[31mX"'):
        with pytest.raises(StateError) as raised:
            changes_of([text], "<--set>")

        assert str(raised.value.diagnostics[0].location) == "<--set>:1:14"
