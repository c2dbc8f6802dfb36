"""Every problem of a playbook at its place: `broken/NAME.yaml`, on top of `sound.yaml`, and `NAME.txt`."""

from pathlib import Path

import pytest

from advisor.playbook.load import load_playbook
from advisor.source.diagnostic import Severity

BROKEN = Path(__file__).with_name("broken")
NAMES = sorted(path.stem for path in BROKEN.glob("*.yaml"))


def problems(*folders: Path | str) -> str:
    return "".join(f"{problem}\n" for problem in load_playbook(tuple(map(str, folders))).diagnostics)


def test_the_sound_playbook_has_no_problem() -> None:
    assert problems(BROKEN.with_name("sound.yaml")) == ""


@pytest.mark.parametrize("name", NAMES)
def test_the_problems_of_a_broken_playbook(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BROKEN)

    assert problems("../sound.yaml", f"{name}.yaml") == (BROKEN / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_half_loaded(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BROKEN)
    loaded = load_playbook(("../sound.yaml", f"{name}.yaml"))

    usable = all(problem.severity is Severity.WARNING for problem in loaded.diagnostics)
    assert (loaded.playbook is not None) == usable


def test_a_rule_of_one_folder_stands_in_another_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rule = "{id: mine, for: contract, when: {stars: 1}, conclude: mine, because: So, claims: D-1}"
    other = "{id: reads, for: contract, when: {mine: true}, forbid: check-in, because: So, claims: D-1}"
    for folder in ("first", "second"):
        Path(folder).mkdir()
        Path(folder, "rules.yaml").write_text(f"ruleset: mine\nrules:\n  - {rule}\n")
    Path("first", "more.yaml").write_text(f"ruleset: mine\nrules:\n  - {other}\n")

    assert problems(BROKEN.with_name("sound.yaml"), "first", "second") == (
        'second/rules.yaml:3:10: error[duplicate-id]: the rule "mine" exists already, '
        "at first/rules.yaml:3:10\n"
        "    hint: rename one, or remove it\n"
    )


def test_a_folder_without_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty").mkdir()
    message = (
        "empty:1:1: error[empty-playbook]: the folder holds no .yaml files\n"
        "    hint: name a playbook's folder\n"
    )

    assert problems("empty") == message
    assert problems(BROKEN.with_name("sound.yaml"), "empty") == message


def test_a_folder_that_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert problems("nowhere") == 'nowhere:1:1: error[file-missing]: there is no "nowhere"\n'


def test_a_link_that_leads_to_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("rules").mkdir()
    Path("rules", "loop.yaml").symlink_to("loop.yaml")

    assert problems("rules") == (
        'rules/loop.yaml:1:1: error[file-unreadable]: "rules/loop.yaml" is a loop of symbolic links\n'
        "    hint: point the link at a file\n"
    )


def test_a_file_that_cannot_be_read_is_not_blamed_on_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    sound = BROKEN.with_name("sound.yaml").read_text(encoding="utf-8")
    entities, _, rest = sound.partition("policy:")
    Path("rules").mkdir()
    Path("rules", "vocabulary.yaml").write_text(entities + "  - oops\n")
    Path("rules", "rules.yaml").write_text(f"policy:{rest}" + "  - {id: later, for: contract}\n")

    assert [str(problem.location) for problem in load_playbook(("rules",)).diagnostics] == [
        "rules/rules.yaml:54:5",
        "rules/rules.yaml:54:5",
        "rules/rules.yaml:54:5",
        "rules/vocabulary.yaml:39:3",
    ]


def test_an_empty_file_adds_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.yaml").write_text("# to be written\n")

    assert problems(BROKEN.with_name("sound.yaml"), tmp_path) == ""


def test_a_computed_field_may_name_an_action(tmp_path: Path) -> None:
    text = "entities: {contract: {computed: {asked: {count: {event: {did: check-in}}}}}}\n"
    (tmp_path / "more.yaml").write_text(text, encoding="utf-8")

    assert problems(BROKEN.with_name("sound.yaml"), tmp_path) == ""


def test_a_folder_that_adds_to_a_playbook_does_not_stand_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rule = "{id: mine, for: contract, when: {stars: 1}, conclude: mine, because: So, claims: D-1}"
    Path("mine.yaml").write_text(f"ruleset: mine\nrules: [{rule}]\n", encoding="utf-8")

    assert problems("mine.yaml") == (
        "mine.yaml:1:1: error[no-vocabulary]: no file declares entities, so that there is nothing to "
        "speak of\n"
        "    hint: folders that add to a playbook are read with it: name its folder first\n"
    )
