"""A graph as Mermaid text, which many viewers of Markdown draw."""

from advisor.reports.graph import Edge, EdgeKind, Graph, NodeKind
from advisor.reports.printable import one_line

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
        lines.append(f"    n{place}{before}{escaped(node.label)}{after}:::{node.kind.value}")
    lines += [f"    {_edge(edge)}" for edge in graph.edges]
    lines += [f"    {style}" for style in _STYLES]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
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
