"""What a playbook changes in those below it; problems of overrides are among the broken examples."""

from pathlib import Path

import pytest

from advisor.playbook.citations import carriers_of
from advisor.playbook.digest import playbook_digest
from advisor.playbook.load import load_playbook
from advisor.playbook.model import RuleBase, chapters
from tests.playbook.sound import SOUND, sound, usable

TEXT = SOUND.read_text(encoding="utf-8")
DISABLE = 'override: {rules: {score-is-fine: {disabled: true, because: "Praise is cheap"}}}\n'
PRAISE = """\
ruleset: praise
rules:
  - {id: praise, for: profile, when: {job_success: ">= 95"}, advise: keep-it-up, priority: low,
     because: "So", claims: D-1}
"""


def on_top(folder: Path, *layers: str) -> RuleBase:
    """The sound playbook with layers on top of it, each a file."""
    paths = [folder / f"{number}.yaml" for number, _ in enumerate(layers)]
    for path, text in zip(paths, layers, strict=True):
        path.write_text(text, encoding="utf-8")
    return usable(load_playbook((str(SOUND), *map(str, paths))))


def test_a_parameter_gets_another_value(tmp_path: Path) -> None:
    change = "override: {policy: {small_stake: {value: $400, because: Our clients pay more}}}\n"

    mine = on_top(tmp_path, change)

    assert mine.policy["small_stake"].value == 40000
    assert mine.policy["small_stake"].location == sound().policy["small_stake"].location
    assert [(change.name, change.was, change.because) for change in mine.overridden] == [
        ("small_stake", 25000, "Our clients pay more")
    ]
    (tmp_path / "as-if.yaml").write_text(TEXT.replace('"$250"', '"$400"'), encoding="utf-8")
    assert playbook_digest(mine) == playbook_digest(usable(load_playbook((str(tmp_path / "as-if.yaml"),))))


def test_the_last_word_holds(tmp_path: Path) -> None:
    def change(value: str, disabled: bool) -> str:
        return (
            f"override:\n  policy: {{small_stake: {{value: {value}, because: Up to {value}}}}}\n"
            f"  rules: {{ask-the-quiet: {{disabled: {str(disabled).lower()}, because: Said at {value}}}}}\n"
        )

    mine = on_top(tmp_path, change("400", True), change("500", False))

    assert [(change.was, change.because) for change in mine.overridden] == [(25000, "Up to 500")]
    assert (mine.policy["small_stake"].value, mine.disabled) == (50000, ())
    assert mine.rules == sound().rules


def test_a_rule_is_taken_away_with_the_reason(tmp_path: Path) -> None:
    mine = on_top(tmp_path, DISABLE, PRAISE)

    assert [rule.id for rule in mine.rules] == [
        "ask-the-quiet",
        "close-the-quiet",
        "gone-quiet",
        "praise",
    ]
    assert [(change.rule.id, change.because) for change in mine.disabled] == [
        ("score-is-fine", "Praise is cheap")
    ]
    assert [carrier.name for carrier in carriers_of(mine)["D-1"]] == [rule.id for rule in mine.rules]


def test_the_digest_is_that_of_the_rules_that_are_used(tmp_path: Path) -> None:
    where = TEXT.index("  - id: score-is-fine")
    (tmp_path / "as-if.yaml").write_text(TEXT[:where] + PRAISE.partition("rules:\n")[2], encoding="utf-8")
    as_if = usable(load_playbook((str(tmp_path / "as-if.yaml"),)))
    more = PRAISE.replace("ruleset: praise", "ruleset: sound")

    assert playbook_digest(on_top(tmp_path, DISABLE, more)) == playbook_digest(as_if)


def test_a_rule_may_be_put_in_the_place_of_a_disabled_one(tmp_path: Path) -> None:
    same = PRAISE.replace('">= 95"', '">= 90"').replace("priority: low", "priority: high")

    assert load_playbook((str(SOUND),)).diagnostics == ()
    assert [rule.id for rule in on_top(tmp_path, DISABLE + same).rules if rule.entity == "profile"] == [
        "praise"
    ]


def test_no_warning_where_another_rule_takes_its_place(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(DISABLE + PRAISE, encoding="utf-8")

    assert load_playbook((str(SOUND), str(tmp_path / "mine.yaml"))).diagnostics == ()


def test_the_same_thing_is_changed_once_in_a_layer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b"):
        Path("mine").mkdir(exist_ok=True)
        Path("mine", f"{name}.yaml").write_text(DISABLE, encoding="utf-8")
    Path("mine", "praise.yaml").write_text(PRAISE, encoding="utf-8")

    assert [str(problem) for problem in load_playbook((str(SOUND), "mine")).diagnostics] == [
        'mine/b.yaml:1:20: error[duplicate-id]: "score-is-fine" is declared already, at mine/a.yaml:1:20\n'
        "    hint: rename one, or remove it"
    ]


def test_an_id_of_a_lower_playbook_stays_taken(tmp_path: Path) -> None:
    again = PRAISE.replace("id: praise", "id: score-is-fine")
    (tmp_path / "mine.yaml").write_text(DISABLE + again, encoding="utf-8")

    diagnostics = load_playbook((str(SOUND), str(tmp_path / "mine.yaml"))).diagnostics
    assert [(problem.code, problem.location.line) for problem in diagnostics] == [("duplicate-id", 4)]


def test_disabled_rules_are_listed_apart_and_left_out_like_others(tmp_path: Path) -> None:
    mine = on_top(tmp_path, DISABLE, PRAISE)

    listed = [(chapter.ruleset.id, len(chapter.rules), len(chapter.disabled)) for chapter in chapters(mine)]
    assert sorted(listed) == [("praise", 1, 0), ("sound", 3, 1)]
    assert mine.without(["sound"]).disabled == ()
    assert mine.without(["praise"]).disabled == mine.disabled
