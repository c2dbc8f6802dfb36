"""What is at stake, points and money, in every report; an action that names no stake has none."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import run

RULES = ("--rules", "playbook")
STATE = "states/lind.yaml"


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).parent)


def told(*arguments: str) -> str:
    result = run(*arguments, *RULES)
    assert result.exit_code == 0, result.output
    return result.stdout


def advised() -> dict[str, Any]:
    items = json.loads(told("advise", STATE, "--format", "json"))["recommendations"]
    return {item["action"]: item for item in items}


def test_each_action_has_its_own_stake_or_none() -> None:
    stakes = {name: (item["points_at_stake"], item["money_at_stake"]) for name, item in advised().items()}

    assert stakes == {
        "handwerker-schicken": (3.0, None),
        "zahlung-erinnern": (None, 1900),
        "kaution-erstatten": (None, 3000),
        "nebenkosten-abrechnen": (3.0, None),
        "gespraech-suchen": (3.0, None),
        "tier-besprechen": (None, None),
        "ruecklage-bilden": (None, 2150),
    }


def test_the_page_tells_points_as_estimates_and_money_as_it_is() -> None:
    lines = [line.strip() for line in told("advise", STATE, "--full").splitlines()]

    assert [line for line in lines if "Effort:" in line] == [
        "At stake: at least 3 Punkte of your Ansehen (estimate) · Effort: medium",
        "At stake: 1,900 € · Effort: low",
        "At stake: 3,000 € · Effort: medium",
        "At stake: at least 3 Punkte of your Ansehen (estimate) · Effort: high",
        "At stake: at least 3 Punkte of your Ansehen (estimate) · Effort: low",
        "At stake: 2,150 € · Effort: medium",
        "Effort: low",
    ]


def test_markdown_lists_both_by_subject() -> None:
    text = told("advise", STATE, "--format", "markdown")

    assert text[text.index("## At stake") : text.index("## Questions")] == (
        "## At stake\n"
        "\n"
        "What eine Beschwerde would cost your Ansehen (estimate).\n"
        "\n"
        "| For | Estimate |\n"
        "| --- | --- |\n"
        "| Dachgeschoss (Frau Adler) | at least 3 Punkte of your Ansehen |\n"
        "| Hinterhaus (Herr Bach) | at least 3 Punkte of your Ansehen |\n"
        "\n"
        "## Money at stake\n"
        "\n"
        "What you may lose if nothing is done.\n"
        "\n"
        "| For | Amount |\n"
        "| --- | --- |\n"
        "| Laden (Familie Cremer) | 3,000 € |\n"
        "| dein Haus | 2,150 € |\n"
        "| Dachgeschoss (Frau Adler) | 1,900 € |\n"
        "\n"
    )


def test_html_draws_both_to_scale() -> None:
    page = told("advise", STATE, "--format", "html")

    assert [page.count(f'id="{name}"') for name in ("stakes", "money")] == [1, 1]
    assert [f'width="{width}%"' in page for width in ("30.0", "19.0", "12.0")] == [True] * 3
    assert "A full bar is 10,000 €." in page
    assert "A full bar is 25 Punkte." in page
    assert "Punkte of your Ansehen are estimates." in page
    assert "<dt>At stake (estimate)</dt><dd>at least 3 Punkte of your Ansehen</dd>" in page
    assert "<dt>At stake</dt><dd>3,000 €</dd>" in page


def test_why_tells_where_it_comes_from() -> None:
    money = json.loads(told("why", STATE, "kaution-erstatten@laden", "--format", "json"))
    points = json.loads(told("why", STATE, "gespraech-suchen@hinterhaus", "--format", "json"))

    ranked = [next(one for one in why["ranking"] if "stake" in one["name"]) for why in (money, points)]
    assert [(one["name"], one["value"], one["because"]) for one in ranked] == [
        ("money at stake", "3,000 €", "what may be lost"),
        (
            "points at stake",
            "at least 3 Punkte",
            "estimate of what eine Beschwerde there would cost your Ansehen",
        ),
    ]
    assert [found["path"] for found in ranked[0]["found"]] == ["mietverhaeltnisse.laden.kaution"]
    assert money["before"]["which"] == "has the higher priority"


def test_what_if_holds_both_against_each_other() -> None:
    changes = (
        "--set",
        "mietverhaeltnisse.laden.kaution=500",
        "--set",
        "mietverhaeltnisse.dachgeschoss.beginn=2026-01-01",
    )
    text = told("advise", STATE, *changes)
    value = json.loads(told("advise", STATE, *changes, "--format", "json"))

    assert text[text.index("Punkte of your Ansehen at stake") :] == (
        "Punkte of your Ansehen at stake (estimate)\n"
        "\n"
        " • Dachgeschoss (Frau Adler)\n"
        "   at least 3 Punkte → at least 1 Punkt\n"
        " = In total\n"
        "   at least 6 Punkte → at least 4 Punkte\n"
        "\n"
        "Eine Beschwerde for each, added up as if it were the only one. Je länger jemand\n"
        "wohnt, desto mehr zählt sein Wort.\n"
        "\n"
        "Money at stake\n"
        "\n"
        " • Laden (Familie Cremer)\n"
        "   3,000 € → 500 €\n"
        " = In total\n"
        "   7,050 € → 4,550 €\n"
    )
    assert value["money_at_stake"] == {
        "before": 7050,
        "after": 4550,
        "differing": [
            {
                "subject": {"entity": "mietverhaeltnis", "id": "laden", "label": "Laden (Familie Cremer)"},
                "before": 3000,
                "after": 500,
            }
        ],
    }
