"""Graphs of rules: whole Mermaid text, pictures that are sound XML, and hostile names in both."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from advisor.reports.rules.graph import (
    Choice,
    Graph,
    NodeKind,
    all_rules,
    around_action,
    around_rule,
    graph_mermaid,
    graph_of,
    mermaid_escaped,
    of_ruleset,
)
from advisor.reports.rules.graph_svg import NoLayout, graph_svg, lay_out
from tests.playbook.sound import sound
from tests.reports.sample_rules import hostile, shipped

SVG = "{http://www.w3.org/2000/svg}"
SOUND_MERMAID = """\
flowchart LR
    accTitle: Sound rules
    n0["ask-the-quiet"]:::rule
    n1["close-the-quiet"]:::rule
    n2["gone-quiet"]:::rule
    n3["score-is-fine"]:::rule
    n4(["quiet"]):::conclusion
    n5{{"check-in"}}:::action
    n6{{"close-contract"}}:::action
    n7{{"keep-it-up"}}:::action
    n4 --> n0
    n0 -->|advise| n5
    n4 --> n1
    n1 -->|advise| n6
    n2 --> n4
    n3 -->|advise| n7
    classDef rule fill:#eef2f7,stroke:#52606d,color:#1f2933
    classDef conclusion fill:#fdf3d0,stroke:#8d6b00,color:#1f2933
    classDef action fill:#dcf3e4,stroke:#1d7a46,color:#1f2933
"""


def names(graph: Graph, kind: NodeKind) -> list[str]:
    return [node.name for node in graph.nodes if node.kind is kind]


def test_the_mermaid_text_of_a_small_playbook() -> None:
    assert graph_mermaid(graph_of(sound(), of_ruleset("sound"), "Sound rules")) == SOUND_MERMAID


@pytest.mark.parametrize(
    ("choice", "rules"),
    [
        (all_rules(), ["ask-the-quiet", "close-the-quiet", "gone-quiet", "score-is-fine"]),
        (around_rule("ask-the-quiet"), ["ask-the-quiet", "gone-quiet"]),
        (around_rule("gone-quiet"), ["ask-the-quiet", "close-the-quiet", "gone-quiet"]),
        (around_action("close-contract"), ["close-the-quiet", "gone-quiet"]),
    ],
)
def test_what_is_chosen(choice: Choice, rules: list[str]) -> None:
    assert names(graph_of(sound(), choice, "Some"), NodeKind.RULE) == rules


def test_one_action_alone() -> None:
    graph = graph_of(shipped(), around_action("check-in"), "Some", only_action="check-in")

    assert names(graph, NodeKind.ACTION) == ["check-in"]
    assert "settle-before-closing" in names(graph, NodeKind.RULE)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("close-contract", "close-contract"),
        ('a"]; click', "a#34;#93;#59; click"),
        ("1. one", "1#46; one"),
        ("- one", "#45; one"),
        ("`<b>#59;", "#96;#60;b#62;#35;59#59;"),
        ("Überzahlung", "Überzahlung"),
        ("\x1b[31m", "?"),
    ],
)
def test_labels_that_mean_something_to_mermaid(text: str, label: str) -> None:
    assert mermaid_escaped(text) == label


def test_the_mermaid_text_of_a_hostile_rule(tmp_path: Path) -> None:
    text = graph_mermaid(graph_of(hostile(tmp_path), all_rules(), 'x"]; %%{init: {}}%%\nclick n0'))

    nodes = re.findall(r'^    n\d+(?:\["|\(\["|\{\{")(.*?)(?:"\]|"\]\)|"\}\}):::\w+$', text, re.MULTILINE)
    assert len(nodes) == sum(":::" in line for line in text.splitlines())
    assert all(re.fullmatch(r"(?:\w|[ -]|#\d+;)+", label) for label in nodes)
    assert text.splitlines()[1] == '    accTitle: x"] init  click n0'


def test_the_picture_is_whole_and_says_what_it_shows() -> None:
    root = ET.fromstring(graph_svg(graph_of(shipped(), around_action("close-contract"), "Closing")))

    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Closing"
    assert (root.findtext(f"{SVG}desc") or "").startswith("How conclusions feed rules")
    assert {f"{SVG}{name}" for name in ("script", "image", "foreignObject", "use", "a")}.isdisjoint(
        element.tag for element in root.iter()
    )
    assert [
        key for element in root.iter() for key in element.attrib if "href" in key or key[:2] == "on"
    ] == []


def test_every_box_stands_within_the_picture_and_on_its_own() -> None:
    graph = graph_of(shipped(), of_ruleset("settling"), "Settling")
    root = ET.fromstring(graph_svg(graph))
    boxes = [
        tuple(float(rect.get(key, "")) for key in ("x", "y", "width", "height"))
        for group in root.iter(f"{SVG}g")
        for rect in group.iter(f"{SVG}rect")
    ]

    assert len(boxes) == len(graph.nodes)
    width, height = float(root.get("width", "")), float(root.get("height", ""))
    assert all(x >= 0 and y >= 0 and x + w <= width and y + h <= height for x, y, w, h in boxes)
    overlaps = [
        (one, other)
        for at, one in enumerate(boxes)
        for other in boxes[:at]
        if one[0] < other[0] + other[2] and other[0] < one[0] + one[2]
        if one[1] < other[1] + other[3] and other[1] < one[1] + one[3]
    ]
    assert overlaps == []


def test_the_whole_playbook_is_drawn_the_same_way_every_time() -> None:
    graph = graph_of(shipped(), all_rules(), "All")

    assert graph_svg(graph) == graph_svg(graph)
    assert len(graph.nodes) == graph.number(NodeKind.RULE) + graph.number(NodeKind.CONCLUSION) + len(
        names(graph, NodeKind.ACTION)
    )


def test_the_picture_of_a_hostile_rule(tmp_path: Path) -> None:
    graph = graph_of(hostile(tmp_path), all_rules(), "<script>alert(1)</script>\x00\ufffe")

    root = ET.fromstring(graph_svg(graph))

    assert root.findtext(f"{SVG}title") == "<script>alert(1)</script>"
    assert [element.tag for element in root.iter() if "script" in element.tag] == []


def test_without_the_library_nothing_is_placed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "grandalf.graphs", None)

    with pytest.raises(NoLayout):
        lay_out([(10.0, 10.0)] * 2, [(0, 1)])
