"""Which conclusions feed which rules, and which rules speak of which actions, as nodes and edges."""

from enum import StrEnum

from advisor.playbook.dependencies import DependencyGraph, closure, dependency_graph
from advisor.playbook.model import Rule, RuleBase, Verb
from advisor.playbook.vocabulary import spaced
from advisor.reports.terminal.printable import one_line
from advisor.source.record import record


class NodeKind(StrEnum):
    """What a node stands for."""

    RULE = "rule"
    CONCLUSION = "conclusion"
    ACTION = "action"


class EdgeKind(StrEnum):
    """What an edge means; ABSENT leads to a rule for which it counts that the conclusion is not drawn."""

    READ = "read"
    ABSENT = "absent"
    CONCLUDE = "conclude"
    ADVISE = "advise"
    FORBID = "forbid"
    RAISE = "raise"
    LOWER = "lower"


@record
class GraphNode:
    """A rule, a conclusion or an action, with the label that it is drawn with."""

    kind: NodeKind
    label: str


@record
class GraphEdge:
    """From one node to another, by their places in the graph."""

    start: int
    end: int
    kind: EdgeKind


@record
class Graph:
    """Rules as in the playbook, then conclusions, then actions; `title` says what is drawn."""

    title: str
    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]


def graph_of(
    playbook: RuleBase,
    title: str,
    *,
    rule: str = "",
    ruleset: str = "",
    action: str = "",
    connections: DependencyGraph | None = None,
) -> Graph:
    """The graph of all rules, or of those of a rule set; or around one action or rule, with what leads there.

    Around an action there is no other action; around a rule stand those that build on what it concludes.
    `connections` are those of the playbook, for whoever draws several graphs of it.
    """
    connections = connections if connections is not None else dependency_graph(playbook)
    if rule:
        drawn = [(name, by) for name, rules in connections.drawn_by.items() for by in rules]
        onwards = closure(
            {rule}, lambda start: (r for name, by in drawn if by == start for r in connections.read_by[name])
        )
        names = _before({rule}, connections) | onwards
    elif action:
        speaking = (rule for rule in playbook.rules if action in rule.actions)
        names = _before({speaker.id for speaker in speaking}, connections)
    else:
        names = {r.id for r in playbook.rules if ruleset in ("", r.ruleset)}
    return _graph(title, [r for r in playbook.rules if r.id in names], connections, action)


def _graph(title: str, rules: list[Rule], connections: DependencyGraph, only_action: str) -> Graph:
    conclusions = {(rule.entity, name) for rule in rules for name in rule.conclusions}
    conclusions |= {name for rule in rules for name in connections.reads(rule.id)}
    actions = {name for rule in rules for name in rule.actions if only_action in ("", name)}
    nodes = {("rule", rule.id): GraphNode(NodeKind.RULE, rule.id) for rule in rules}
    nodes |= {key: GraphNode(NodeKind.CONCLUSION, spaced(key[1])) for key in sorted(conclusions)}
    nodes |= {("action", name): GraphNode(NodeKind.ACTION, name) for name in sorted(actions)}
    places = {key: place for place, key in enumerate(nodes)}
    edges: list[GraphEdge] = []
    for rule in rules:
        here = places["rule", rule.id]
        for name in connections.reads(rule.id):
            kind = EdgeKind.ABSENT if (rule.id, name) in connections.absent else EdgeKind.READ
            edges.append(GraphEdge(places[name], here, kind))
        for one in rule.consequences:
            owner = rule.entity if one.verb is Verb.CONCLUDE else "action"
            there = [places[owner, target] for target in one.targets if (owner, target) in places]
            edges += [GraphEdge(here, place, EdgeKind(one.verb.value)) for place in there]
    return Graph(title, tuple(nodes.values()), tuple(edges))


def _before(rules: set[str], connections: DependencyGraph) -> set[str]:
    return closure(
        rules, lambda rule: (by for name in connections.reads(rule) for by in connections.drawn_by[name])
    )


_SHAPES = {
    NodeKind.RULE: ('["', '"]'),
    NodeKind.CONCLUSION: ('(["', '"])'),
    NodeKind.ACTION: ('{{"', '"}}'),
}
_ARROWS = {EdgeKind.READ: "-->", EdgeKind.CONCLUDE: "-->", EdgeKind.ABSENT: "-. not .->"}
# Dark text on a light ground, which stays legible on a page of either colour.
_STYLES = (
    "classDef rule fill:#eef2f7,stroke:#52606d,color:#1f2933",
    "classDef conclusion fill:#fdf3d0,stroke:#8d6b00,color:#1f2933",
    "classDef action fill:#dcf3e4,stroke:#1d7a46,color:#1f2933",
)


def graph_mermaid(graph: Graph) -> str:
    """The flowchart from left to right, with a line break at its end."""
    title = "".join(sign for sign in one_line(graph.title) if sign not in "#;{}%:")  # some would end it
    lines = ["flowchart LR", f"    accTitle: {title}"]
    for place, node in enumerate(graph.nodes):
        before, after = _SHAPES[node.kind]
        lines.append(f"    n{place}{before}{mermaid_escaped(node.label)}{after}:::{node.kind.value}")
    for edge in graph.edges:
        lines.append(f"    n{edge.start} {_ARROWS.get(edge.kind, f'-->|{edge.kind}|')} n{edge.end}")
    lines += [f"    {style}" for style in _STYLES]
    return "\n".join(lines) + "\n"


def mermaid_escaped(text: str) -> str:
    """A label of any text; whatever Mermaid or its Markdown might act on is written by its number."""
    label = ""
    for sign in one_line(text):
        is_harmless = sign.isalnum() or sign == " " or (sign == "-" and label)
        label += sign if is_harmless else f"#{ord(sign)};"
    return label or "?"
