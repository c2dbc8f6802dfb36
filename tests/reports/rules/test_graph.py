"""Graphs of rules: what is chosen, whole Mermaid text, and hostile names in it."""

import re
from pathlib import Path
from typing import Any

import pytest

from advisor.reports.rules.graph import Graph, NodeKind, graph_mermaid, graph_of, mermaid_escaped
from tests.playbook.sound import sound
from tests.reports.sample_rules import hostile, shipped

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


def labels(graph: Graph, kind: NodeKind) -> list[str]:
    return [node.label for node in graph.nodes if node.kind is kind]


def test_the_mermaid_text_of_a_small_playbook() -> None:
    assert graph_mermaid(graph_of(sound(), "Sound rules", ruleset="sound")) == SOUND_MERMAID


@pytest.mark.parametrize(
    ("choice", "rules"),
    [
        ({}, ["ask-the-quiet", "close-the-quiet", "gone-quiet", "score-is-fine"]),
        ({"rule": "ask-the-quiet"}, ["ask-the-quiet", "gone-quiet"]),
        ({"rule": "gone-quiet"}, ["ask-the-quiet", "close-the-quiet", "gone-quiet"]),
        ({"action": "close-contract"}, ["close-the-quiet", "gone-quiet"]),
    ],
)
def test_the_rules_that_a_choice_takes_in(choice: dict[str, Any], rules: list[str]) -> None:
    assert labels(graph_of(sound(), "Some", **choice), NodeKind.RULE) == rules


def test_around_an_action_no_other_is_drawn() -> None:
    graph = graph_of(shipped(), "Some", action="check-in")

    assert labels(graph, NodeKind.ACTION) == ["check-in"]
    assert "settle-before-closing" in labels(graph, NodeKind.RULE)


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
    text = graph_mermaid(graph_of(hostile(tmp_path), 'x"]; %%{init: {}}%%\nclick n0'))

    nodes = re.findall(r'^    n\d+(?:\["|\(\["|\{\{")(.*?)(?:"\]|"\]\)|"\}\}):::\w+$', text, re.MULTILINE)
    assert len(nodes) == sum(":::" in line for line in text.splitlines())
    assert all(re.fullmatch(r"(?:\w|[ -]|#\d+;)+", label) for label in nodes)
    assert text.splitlines()[1] == '    accTitle: x"] init  click n0'
