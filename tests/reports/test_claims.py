"""The claims of a playbook: whole pages in several looks, and the whole JSON."""

import json
from pathlib import Path

import pytest

from advisor.reports.claims import claims_in_full, claims_json, claims_text
from advisor.reports.terminal.layout import cells
from advisor.reports.terminal.style import TerminalStyle
from tests.reports.sample_claims import report

GOLDEN = Path(__file__).with_name("golden")
PAGES = {
    "claims-72.txt": (TerminalStyle(width=72), True),
    "claims-50-ascii.txt": (TerminalStyle(width=50, unicode=False), True),
    "claims-100-colour.txt": (TerminalStyle(width=100, colour=True), True),
    "claims-100-not-looked.txt": (TerminalStyle(width=100), False),
}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def golden(name: str) -> str:
    return (GOLDEN / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_all_claims(name: str, tmp_path: Path) -> None:
    look, looked = PAGES[name]

    assert claims_text(report(tmp_path, looked=looked), look) == golden(name)


@pytest.mark.parametrize("width", [40, 55, 58, 80])
def test_lines_fit(width: int, tmp_path: Path) -> None:
    claim_report = report(tmp_path)
    claims = list(claim_report.playbook.claims.values())

    pages = claims_text(claim_report, TerminalStyle(width=width)) + claims_in_full(
        claim_report, claims, TerminalStyle(width=width)
    )

    assert max(map(cells, pages.splitlines())) <= width


def test_claims_in_full(tmp_path: Path) -> None:
    claim_report = report(tmp_path)

    assert claims_in_full(
        claim_report, list(claim_report.playbook.claims.values()), TerminalStyle(width=60)
    ) == golden("claims-in-full.txt")


def test_one_claim_in_full_where_nobody_looked_for_scenarios(tmp_path: Path) -> None:
    claim_report = report(tmp_path, looked=False)

    assert claims_in_full(claim_report, [claim_report.playbook.claims["A-2"]], TerminalStyle()) == (
        "A-2 · threshold\n"
        "The art of rest (A) · Food\n"
        "told.yaml:19\n"
        "\n"
        "  Sixty is enough.\n"
        "\n"
        "Carried by\n"
        "  • policy enough\n"
        "    told.yaml:8\n"
    )


def test_claims_as_json(tmp_path: Path) -> None:
    claim_report = report(tmp_path)

    assert claims_json(claim_report, list(claim_report.playbook.claims.values())) == golden("claims.json")


def test_without_scenarios_json_has_none(tmp_path: Path) -> None:
    claim_report = report(tmp_path, looked=False)

    [value] = json.loads(claims_json(claim_report, [claim_report.playbook.claims["A-3"]]))

    assert value == {
        "id": "A-3",
        "document": "A",
        "section": "Sleep",
        "kind": "meta",
        "says": "All this is a matter of taste.",
        "date": None,
        "sure": None,
        "carriers": [],
        "not_carried": "Taste is free.",
        "scenarios": None,
    }
