"""The colours of the page can be told from the ground that they stand on, on a light and a dark screen.

A browser's check cannot see this of text inside a drawing; the numbers are those of WCAG 2, level AA.
"""

import re
from pathlib import Path

import pytest

from advisor.reports import advice

STYLE = (Path(advice.__file__).parent / "templates" / "style.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block))
    for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
)
PRIORITIES = ("critical", "high", "medium", "low")
TEXTS = [
    *((ink, ground) for ink in ("ink", "soft", "accent") for ground in ("paper", "card")),
    *((priority, f"{priority}-tint") for priority in PRIORITIES),
    ("ink", "tint"),
    ("critical", "card"),
    ("card", "ink"),  # numbers in the dots of the line of deadlines
    ("card", "critical"),
]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read(scheme: dict[str, str]) -> None:
    weak = {(ink, ground): contrast(scheme[ink], scheme[ground]) for ink, ground in TEXTS}

    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_bars_and_dots_can_be_seen(scheme: dict[str, str]) -> None:
    drawn = [("accent", "track"), ("accent", "card"), ("ink", "card"), ("critical", "card"), ("soft", "card")]

    assert [pair for pair in drawn if contrast(scheme[pair[0]], scheme[pair[1]]) < 3] == []


def test_both_schemes_name_the_same_colours() -> None:
    assert list(LIGHT) == list(DARK)
