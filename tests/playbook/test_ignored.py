"""Problems that comments ignore; what is wrong with the comments is in `broken/ignores-...`."""

from pathlib import Path

import pytest

from advisor.playbook.codes import CODES, IGNORABLE
from advisor.playbook.ignored import ignore_comments
from advisor.playbook.load import Loaded, load_playbook

SOUND = str(Path(__file__).with_name("sound.yaml"))
ACTION = 'phone: {for: contract, effort: low, title: "Phone"}'


def loaded(tmp_path: Path, text: str) -> Loaded:
    (tmp_path / "more.yaml").write_text(text, encoding="utf-8")
    return load_playbook((SOUND, str(tmp_path)))


@pytest.mark.parametrize(
    "text",
    [
        f"actions:\n  # ignore: unadvised-action because it is to come\n  {ACTION}\n",
        f"actions:\n  {ACTION} # ignore: unadvised-action because it is to come\n",
        f"actions:\r\n  {ACTION} #IGNORE: unadvised-action Because it is to come \r\n",
        f"actions:\n  # ignore: unadvised-action because it is to come\n\n  # and more\n  {ACTION}\n",
    ],
)
def test_a_problem_is_ignored_on_its_line_or_above(text: str, tmp_path: Path) -> None:
    result = loaded(tmp_path, text)

    assert result.diagnostics == ()
    assert result.playbook is not None
    assert [(found.diagnostic.code, found.reason) for found in result.ignored] == [
        ("unadvised-action", "it is to come")
    ]


def test_an_error_that_leaves_a_meaning_is_ignored_too(tmp_path: Path) -> None:
    rule = 'when: {status: [active], all: [{status: ended}]}, conclude: quiet, because: "-", claims: D-1'
    rules = f"  # ignore: never-fires because I wait\n  - {{id: mine, for: contract, {rule}}}\n"
    text = f"ruleset: more\nrules:\n{rules}"
    without = text.replace("# ignore", "# I know")

    assert [problem.code for problem in loaded(tmp_path, without).diagnostics] == ["never-fires"]
    assert [found.diagnostic.code for found in loaded(tmp_path, text).ignored] == ["never-fires"]
    assert loaded(tmp_path, text).playbook is not None


def test_what_stands_in_a_text_is_no_comment() -> None:
    assert ignore_comments("a: 'x # ignore: b because c'\nb: |\n  # ignore: b because c\n", "a.yaml") == ()


def test_only_registered_codes_can_be_ignored() -> None:
    assert set(CODES) >= IGNORABLE
