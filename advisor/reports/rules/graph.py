"""Which conclusions feed which rules, and which rules speak of which actions, as nodes and edges."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from advisor.english.tests import Words, spaced
from advisor.playbook.dependencies import DependencyGraph, closure, dependency_graph
from advisor.playbook.model import Rule, RuleBase, Verb
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
class Node:
    """`name` as authors write it, `label` as it is drawn, `tip` for who points at it."""

    kind: NodeKind
    name: str
    label: str
    tip: str


@record
class Edge:
    """From one node to another, by their places in the graph."""

    start: int
    end: int
    kind: EdgeKind


@record
class Graph:
    """Rules as in the playbook, then conclusions, then actions; `title` says what is drawn."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def number(self, kind: NodeKind) -> int:
        """How many nodes there are of a kind."""
        return sum(node.kind is kind for node in self.nodes)


Choice = Callable[[RuleBase, DependencyGraph], Iterable[str]]


def all_rules() -> Choice:
    """Every rule."""
    return lambda playbook, connections: [rule.id for rule in playbook.rules]


def of_ruleset(name: str) -> Choice:
    """The rules of a rule set."""
    return lambda playbook, connections: [rule.id for rule in playbook.rules if rule.ruleset == name]


def around_action(action: str) -> Choice:
    """The rules that speak of an action, and those behind the conclusions that they read."""

    def choose(playbook: RuleBase, connections: DependencyGraph) -> set[str]:
        speaking = {rule.id for rule in playbook.rules if _speaks_of(rule, action)}
        return _before(speaking, connections)

    return choose


def around_rule(rule: str) -> Choice:
    """A rule, those behind the conclusions that it reads, and those that build on what it concludes."""

    def choose(playbook: RuleBase, connections: DependencyGraph) -> set[str]:
        return _before({rule}, connections) | _after(rule, playbook, connections)

    return choose


def graph_of(playbook: RuleBase, choice: Choice, title: str, only_action: str = "") -> Graph:
    """The graph of the chosen rules; with `only_action`, other actions are left out."""
    connections = dependency_graph(playbook)
    chosen = set(choice(playbook, connections))
    rules = [rule for rule in playbook.rules if rule.id in chosen]
    return _Drawing(playbook, connections, rules, only_action).graph(title)


class _Drawing:
    def __init__(
        self, playbook: RuleBase, connections: DependencyGraph, rules: list[Rule], only_action: str
    ) -> None:
        self.playbook, self.connections, self.rules = playbook, connections, rules
        self.only_action = only_action
        self.words = Words(playbook)

    def graph(self, title: str) -> Graph:
        nodes = {("rule", rule.id): self._rule(rule) for rule in self.rules}
        read = {rule.id: self.connections.reads(rule.id) for rule in self.rules}
        drawn = {(rule.entity, name) for rule in self.rules for name in _concluded(rule)}
        for entity, name in sorted(drawn | {each for names in read.values() for each in names}):
            nodes[entity, name] = self._conclusion(entity, name)
        actions = sorted({name for rule in self.rules for name in self._actions(rule)})
        nodes |= {("action", name): self._action(name) for name in actions}
        places = {key: number for number, key in enumerate(nodes)}
        edges = [edge for rule in self.rules for edge in self._edges(rule, read[rule.id], places)]
        return Graph(title, tuple(nodes.values()), tuple(edges))

    def _edges(
        self, rule: Rule, read: Iterable[tuple[str, str]], places: Mapping[tuple[str, str], int]
    ) -> list[Edge]:
        here, absent = places["rule", rule.id], self.connections.absent
        kinds = {name: EdgeKind.ABSENT if (rule.id, name) in absent else EdgeKind.READ for name in read}
        edges = [Edge(places[name], here, kind) for name, kind in kinds.items()]
        edges += [Edge(here, places[rule.entity, name], EdgeKind.CONCLUDE) for name in _concluded(rule)]
        verb = EdgeKind(rule.verb.value)
        return edges + [Edge(here, places["action", name], verb) for name in self._actions(rule)]

    def _actions(self, rule: Rule) -> tuple[str, ...]:
        if rule.verb is Verb.CONCLUDE:
            return ()
        return tuple(name for name in rule.targets if self.only_action in ("", name))

    def _rule(self, rule: Rule) -> Node:
        return Node(NodeKind.RULE, rule.id, rule.id, self.words.template(rule.because))

    def _conclusion(self, entity: str, name: str) -> Node:
        drawing = ", ".join(self.connections.drawn_by[entity, name])
        called = self.playbook.vocabulary.entities[entity].called
        return Node(NodeKind.CONCLUSION, name, spaced(name), f"a {called} that is so, says {drawing}")

    def _action(self, name: str) -> Node:
        return Node(NodeKind.ACTION, name, name, self.words.template(self.playbook.actions[name].title))


def _concluded(rule: Rule) -> tuple[str, ...]:
    return rule.targets if rule.verb is Verb.CONCLUDE else ()


def _speaks_of(rule: Rule, action: str) -> bool:
    return rule.verb is not Verb.CONCLUDE and action in rule.targets


def _before(rules: set[str], connections: DependencyGraph) -> set[str]:
    return closure(
        rules, lambda rule: (by for name in connections.reads(rule) for by in connections.drawn_by[name])
    )


def _after(rule: str, playbook: RuleBase, connections: DependencyGraph) -> set[str]:
    by_id = {each.id: each for each in playbook.rules}
    drawn = {name: [(each.entity, target) for target in _concluded(each)] for name, each in by_id.items()}
    return closure({rule}, lambda here: (by for name in drawn[here] for by in connections.read_by[name]))


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
    lines = ["flowchart LR", f"    accTitle: {_plain(graph.title)}"]
    for place, node in enumerate(graph.nodes):
        before, after = _SHAPES[node.kind]
        lines.append(f"    n{place}{before}{mermaid_escaped(node.label)}{after}:::{node.kind.value}")
    lines += [f"    {_edge(edge)}" for edge in graph.edges]
    lines += [f"    {style}" for style in _STYLES]
    return "\n".join(lines) + "\n"


def mermaid_escaped(text: str) -> str:
    """A label of any text; whatever Mermaid or its Markdown might act on is written by its number."""
    clean = one_line(text)
    return (
        "".join(sign if _is_harmless(sign, at) else f"#{ord(sign)};" for at, sign in enumerate(clean)) or "?"
    )


def _is_harmless(sign: str, at: int) -> bool:
    return sign.isalnum() or sign == " " or (sign == "-" and at > 0)


def _edge(edge: Edge) -> str:
    arrow = _ARROWS.get(edge.kind, f"-->|{edge.kind.value}|")
    return f"n{edge.start} {arrow} n{edge.end}"


def _plain(text: str) -> str:
    """A title without the signs that end it."""
    return "".join(sign for sign in one_line(text) if sign not in "#;{}%:")
