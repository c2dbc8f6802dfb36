"""Standard histories and constraints of a landlord: `log` writes the one, and both are told in German."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.command import run

HERE = Path(__file__).parent
RULES = ("--rules", "playbook")
IMPOSSIBLE = """\
as_of: 2026-11-21
haus:
  name: Familie Lind
  history: [{did: ruecklage-bilden, on: 2026-11-10, status: snoozed, until: 2026-11-01}]
mieter: [{id: bach, name: Herr Bach}]
mietverhaeltnisse:
  - {id: dach, mieter: bach, wohnung: Dach, status: laufend, beginn: 2024-05-01, ende: 2024-01-31}
  - {id: hof, mieter: bach, wohnung: Hof, status: laufend, kaution_erstattet: 2026-10-01}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(HERE / "playbook", tmp_path / "playbook")
    text = (HERE / "states" / "lind.yaml").read_text(encoding="utf-8")
    Path(tmp_path, "lind.yaml").write_text(text.replace("as_of: 2026-11-21\n", ""), encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def history(subject: str) -> str:
    """What the state holds in the history of a subject, line by line, without what stands around it."""
    text = Path("lind.yaml").read_text(encoding="utf-8")
    return text[text.index(subject) :].partition("history:")[2].split("}")[0].strip(" \n[-{")


def advised() -> set[str]:
    told = json.loads(run("advise", "lind.yaml", *RULES, "--as-of", "2026-11-21", "--format", "json").stdout)
    items = [(item["action"], item["subject"]["id"]) for item in told["recommendations"]]
    return {action if subject == "haus" else f"{action}@{subject}" for action, subject in items}


def test_a_state_that_cannot_be_is_told_in_the_words_of_the_playbook() -> None:
    Path("state.yaml").write_text(IMPOSSIBLE, encoding="utf-8")
    result = run("advise", "state.yaml", *RULES)

    assert result.exit_code == 0
    assert [line for line in result.stderr.splitlines() if "[constraint]" in line] == [
        "state.yaml:4:77: warning[constraint]: haus.history.0: "
        "es ist auf einen Tag vor dem Eintrag verschoben",
        "state.yaml:7:88: warning[constraint]: mietverhaeltnisse.dach: es endet vor seinem Beginn",
        "state.yaml:8:79: warning[constraint]: mietverhaeltnisse.hof: "
        "die Kaution ist erstattet, obwohl es noch läuft",
    ]


@pytest.mark.parametrize(
    "text",
    [
        IMPOSSIBLE.replace("until: 2026-11-01", "until: 2026-11-10")
        .replace("ende: 2024-01-31", "ende: 2024-05-01")
        .replace("laufend, kaution", "beendet, kaution"),
        IMPOSSIBLE.replace(", until: 2026-11-01", "")
        .replace("beginn: 2024-05-01, ", "")
        .replace(", kaution_erstattet: 2026-10-01", ""),
    ],
    ids=["on the same day", "not known"],
)
def test_a_state_that_can_be_is_not_doubted(text: str) -> None:
    Path("state.yaml").write_text(text, encoding="utf-8")

    assert "[constraint]" not in run("advise", "state.yaml", *RULES).stderr


def test_what_belongs_to_another_kind_of_subject_is_a_problem() -> None:
    text = "mieter: [{id: bach, name: Herr Bach, history: [{did: mahnen, on: 2026-11-10}]}]\n"
    Path("state.yaml").write_text(text, encoding="utf-8")
    result = run("advise", "state.yaml", *RULES)

    assert result.exit_code == 5
    assert result.stderr.splitlines()[0] == (
        'state.yaml:1:54: error[wrong-subject]: "mahnen" is an action for a mietverhaeltnis, '
        "and this is the history of a mieter"
    )


@pytest.mark.parametrize(
    ("item", "options", "subject", "written"),
    [
        (
            "gespraech-suchen@hinterhaus",
            ("--reply", "yes"),
            "id: hinterhaus",
            "did: gespraech-suchen, on: 2026-11-21, reply: yes",
        ),
        (
            "ruecklage-bilden",
            ("--snooze", "2w"),
            "haus:",
            "did: ruecklage-bilden, on: 2026-11-21, status: snoozed, until: 2026-12-05",
        ),
        (
            "tier-besprechen@bach",
            ("--dismiss", "ist besprochen"),
            "id: bach",
            "did: tier-besprechen, on: 2026-11-21, status: dismissed, note: ist besprochen",
        ),
    ],
)
def test_what_was_done_is_recorded_for_each_kind_of_subject(
    item: str, options: tuple[str, ...], subject: str, written: str
) -> None:
    before = advised()
    result = run("log", "lind.yaml", item, *options, "--on", "2026-11-21", *RULES)

    assert result.exit_code == 0, result.output
    assert history(subject) == written
    assert (item in before, item in advised()) == (True, False)


def test_conditions_and_words_of_a_history_are_german() -> None:
    shown = run("rules", "show", "beschwerden-haeufen-sich", *RULES).stdout

    assert "no gespraech-suchen is recorded, put off or dismissed that" in shown
    assert "Wann war das?" in run("schema", "state", *RULES).stdout
    assert "When did you do it?" not in run("schema", "state", *RULES).stdout
