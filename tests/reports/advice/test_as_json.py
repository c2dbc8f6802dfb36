"""Advice as JSON: the whole contract, in the order of its keys."""

import json
from dataclasses import replace
from pathlib import Path

from advisor.reports.advice.as_json import advice_json
from advisor.source.json_text import to_json
from tests.reports.samples import EMPTY, FULL, TALK, advice

GOLDEN = Path(__file__).parents[1] / "golden" / "full.json"


def test_the_whole_report() -> None:
    assert advice_json(FULL) == GOLDEN.read_text(encoding="utf-8")


def test_an_empty_report() -> None:
    assert advice_json(EMPTY) == (
        "{\n"
        '  "schema_version": 1,\n'
        '  "as_of": "2026-11-21",\n'
        '  "playbook": {\n'
        '    "name": "rules",\n'
        f'    "digest": "sha256:{"0" * 64}"\n'
        "  },\n"
        '  "recommendations": [],\n'
        '  "more": 0,\n'
        '  "set_aside": [],\n'
        '  "questions": []\n'
        "}\n"
    )


def test_top_cuts_recommendations_alone_and_counts_them() -> None:
    whole, cut = json.loads(advice_json(FULL)), json.loads(advice_json(FULL, top=2))

    assert whole["more"] == 0
    assert cut == whole | {"recommendations": whole["recommendations"][:2], "more": 1}
    assert json.loads(advice_json(FULL, top=9)) == whole


def test_text_comes_through_as_it_is_but_for_half_pairs() -> None:
    title = 'a "quote"\\ \x00\x1b[31m\x7f\x9b\u2028\u202e é 日本 🎉 \ud800'
    whole = advice((replace(TALK, title=title),))

    for ascii_only in (False, True):
        text = advice_json(whole, ascii_only=ascii_only)

        assert json.loads(text)["recommendations"][0]["title"] == title.replace("\ud800", "\ufffd")
        assert all(line.isprintable() for line in text.split("\n"))
        assert text.isascii() is ascii_only


def test_signs_outside_ascii_stay_readable() -> None:
    assert to_json({"é": "日本 🎉"}) == '{\n  "é": "日本 🎉"\n}\n'
    assert to_json("é🎉", ascii_only=True) == '"\\u00e9\\ud83c\\udf89"\n'
