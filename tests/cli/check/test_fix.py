"""`advisor check --fix`: what is certain is corrected in one's own files, and nothing else is touched."""

import os
from pathlib import Path

import pytest

from tests.cli.command import RULES, run

LAYER = """\
# My rules, with slips
ruleset: layer
rules:
  - id: leave-alone   # a comment
    for: contrct
    when: {idel: "> 80"}
    forbid: chekc-in
    because: "Leave {titel} alone."
    claims: [D-1]
"""
MENDED = LAYER.replace("contrct", "contract").replace("idel", "idle").replace("chekc", "check")
MENDED = MENDED.replace("titel", "title")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("mine").mkdir()


def test_certain_corrections_are_made_until_none_is_left() -> None:
    Path("mine/layer.yaml").write_text(LAYER)
    result = run("check", RULES, "mine", "--fix")

    assert Path("mine/layer.yaml").read_text() == MENDED
    assert (result.exit_code, result.stdout) == (0, "tiny: 2 rules, 1 action, 1 claim: no problems\n")
    assert result.stderr == (
        'mine/layer.yaml:5:10: "contrct" is "contract" now\n'
        'mine/layer.yaml:6:12: "idel" is "idle" now\n'
        'mine/layer.yaml:7:13: "chekc-in" is "check-in" now\n'
        'mine/layer.yaml:8:14: "titel" is "title" now\n'
        "4 corrections in 1 file\n"
    )


def test_a_sound_file_is_not_written() -> None:
    Path("mine/layer.yaml").write_text(MENDED)
    before = os.stat("mine/layer.yaml")

    assert run("check", RULES, "mine", "--fix").stderr == ""
    after = os.stat("mine/layer.yaml")
    # Reading changes nothing but the time of the last reading.
    assert (after.st_ino, after.st_mtime_ns, after.st_size) == (
        before.st_ino,
        before.st_mtime_ns,
        before.st_size,
    )


def test_words_of_the_language_and_paths_are_corrected_too() -> None:
    when = "when: {or: [{idle: 1}, {Not: {name: unknown}}]}"
    Path("mine/layer.yaml").write_text(MENDED.replace('when: {idle: "> 80"}', when))
    run("check", RULES, "mine", "--fix")

    mended = "when: {any: [{idle: 1}, {not: {profile.name: unknown}}]}"
    assert mended in Path("mine/layer.yaml").read_text()


def test_what_is_not_certain_stays() -> None:
    doubtful = MENDED.replace("idle:", "idleness:")
    Path("mine/layer.yaml").write_text(doubtful)
    result = run("check", RULES, "mine", "--fix")

    assert result.exit_code == 3
    assert 'did you mean "idle"?' in result.stderr
    assert Path("mine/layer.yaml").read_text() == doubtful


def test_a_playbook_that_is_extended_is_not_touched() -> None:
    tiny = "".join(path.read_text() for path in sorted(Path(RULES).glob("*.yaml")))
    Path("base").mkdir()
    Path("base/rules.yaml").write_text(tiny.replace("advise: check-in", "advise: chekc-in"))
    Path("mine/layer.yaml").write_text("playbook: {name: mine, extends: ../base}\n")
    before = Path("base/rules.yaml").read_text()
    result = run("check", "mine", "--fix")

    assert "chekc-in" in before
    assert Path("base/rules.yaml").read_text() == before
    assert result.exit_code == 3
    assert run("check", "base", "--fix").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "--fix changes files: name the folder that is yours."),
        (["mine", "--watch"], "--fix changes files once; --watch goes on looking at them."),
    ],
)
def test_what_it_does_not_do(arguments: list[str], message: str) -> None:
    result = run("check", "--fix", *arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith(f"Error: {message}\n")


def test_a_file_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("mine/layer.yaml").write_text(LAYER)

    def full(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    result = run("check", RULES, "mine", "--fix")

    assert result.exit_code == 74
    assert "cannot write mine/layer.yaml: No space left on device" in result.stderr
    assert os.listdir("mine") == ["layer.yaml"]
    assert Path("mine/layer.yaml").read_text() == LAYER


def test_tests_as_people_type_them_become_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    playbook = Path(__file__).parents[2] / "playbook"
    typed = (playbook / "broken" / "tests-as-people-type-them.yaml").read_text(encoding="utf-8")
    head, _, rest = typed.partition("  - id: what-is-none-all-the-same\n")
    Path("mine/typed.yaml").write_text(head + rest[rest.index("  - id:") :], encoding="utf-8")
    result = run("check", str(playbook / "sound.yaml"), "mine", "--fix")

    assert "error[" not in result.stderr.replace("error[never-fires]", "")
    mended = Path("mine/typed.yaml").read_text(encoding="utf-8")
    assert 'stars: ">= 4"\n' in mended
    assert 'idle: [">= 2 weeks", < 3 days, ">= 3"]\n' in mended
    assert "when: {mood: happy, status: [ active, 'paused'], client.responsive: true, stars: 3}\n" in mended
    assert "forbid: check-in\n" in mended


def test_an_interval_in_which_nothing_lies_is_told_and_left_as_it_is() -> None:
    text = MENDED.replace('"> 80"', '"> 5 and < 3"')
    Path("mine/layer.yaml").write_text(text)
    result = run("check", RULES, "mine", "--fix")

    assert Path("mine/layer.yaml").read_text() == text
    assert result.exit_code == 3
    assert result.stderr == (
        'mine/layer.yaml:6:18: error[bad-test]: "idle": found "> 5 and < 3", which nothing meets\n'
        '      6 │     when: {idle: "> 5 and < 3"}\n'
        "        │                  ^\n"
        '    hint: for what lies between, write "3..5"; for what lies outside, a list of tests\n'
        "1 problem in 1 file\n"
        "What a code means: advisor check --explain bad-test\n"
    )
