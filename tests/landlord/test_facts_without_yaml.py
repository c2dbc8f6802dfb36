"""Facts without YAML, in German: what is asked, and what ends, is the playbook's to say."""

from pathlib import Path

import pytest

from tests.cli.command import run

RULES = str(Path(__file__).parent / "playbook")
ANSWERS = "2000\nDachgeschoss\nFrau Lind\nlaufend\nMiete\n300 €\n2 weeks ago\nstop\n"


@pytest.fixture(autouse=True)
def _begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(tmp_path / "cache"))
    begun = run("init", "--rules", RULES, given=ANSWERS)
    assert begun.exit_code == 0, begun.stderr
    asked = [line for line in begun.stderr.splitlines() if line.startswith("? ")]
    assert asked[3:] == [
        "? Ist hier etwas geschehen?",
        "? Wie viel Miete steht aus?",
        "? Wann kam die letzte Miete?",
    ]


def state() -> str:
    return Path("me.yaml").read_text(encoding="utf-8")


def test_what_was_told_is_written() -> None:
    assert "haus:\n  ruecklage: 2000\n" in state()
    assert "    status: laufend\n" in state()
    assert "    rueckstand: 300\n" in state()
    assert "mieter:\n  - id: frau-lind\n    name: Frau Lind\n" in state()


def test_a_fact_and_an_end() -> None:
    assert run("set", "frau", "haustier", "yes").exit_code == 0
    assert run("end", "dach", "yesterday").exit_code == 0

    assert "    haustier: true\n" in state()
    assert "    status: beendet\n" in state()


def test_a_further_tenancy() -> None:
    added = run("add", "mietverhaeltnis", given="Keller\nLind\ngekuendigt\nnein\n")

    assert added.exit_code == 0, added.stderr
    assert "wohnung: Keller\n    mieter: lind\n    status: gekuendigt\n" in state()
