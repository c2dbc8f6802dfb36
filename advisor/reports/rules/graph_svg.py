"""A graph as an SVG picture that needs nothing else: no script, no font, no file beside it."""

from typing import Any
from xml.sax.saxutils import escape

from advisor.reports.rules.graph import EdgeKind, Graph, Node, NodeKind
from advisor.reports.terminal.layout import cells
from advisor.reports.terminal.printable import one_line
from advisor.reports.wording import count
from advisor.source.record import record

Point = tuple[float, float]
_BETWEEN_LAYERS, _BETWEEN_NODES, _BETWEEN_PARTS = 56, 12, 28
_HASHED = {"__hash__": lambda self: hash(self.data)}


class NoLayout(ImportError):
    """The library that places the nodes is not installed."""


@record
class Layout:
    """The middle of each node, the points that each edge passes, and the size of the whole."""

    nodes: tuple[Point, ...]
    edges: tuple[tuple[Point, ...], ...]
    width: float
    height: float


class _Box:
    """What grandalf wants to know of a node: it lays out from top to bottom, so that we turn each by 90°."""

    def __init__(self, width: float, height: float) -> None:
        self.w, self.h = height, width
        self.xy: Point = (0.0, 0.0)


class _Way:
    def __init__(self) -> None:
        self.points: list[Point] = []

    def setpath(self, points: list[Point]) -> None:
        self.points = list(points)


def lay_out(sizes: list[tuple[float, float]], edges: list[tuple[int, int]]) -> Layout:
    """The layout of nodes of these sizes.  Raises NoLayout where grandalf is missing."""
    try:
        from grandalf.graphs import Edge, Graph, Vertex
        from grandalf.layouts import SugiyamaLayout
    except ImportError as error:
        raise NoLayout(str(error)) from None
    # Hashed by number instead of by address, so that the same graph is drawn in the same way every time.
    vertex_kind, edge_kind = (type(kind.__name__, (kind,), _HASHED) for kind in (Vertex, Edge))
    vertices = [vertex_kind(number) for number in range(len(sizes))]
    for vertex, (width, height) in zip(vertices, sizes, strict=True):
        vertex.view = _Box(width, height)
    drawn = [
        edge_kind(vertices[start], vertices[end], data=number) for number, (start, end) in enumerate(edges)
    ]
    for edge in drawn:
        edge.view = _Way()
    graph = Graph(vertices, drawn)
    across = height = 0.0
    shifts: dict[int, Point] = {}
    for part in graph.C:
        layers = SugiyamaLayout(part)
        layers.xspace, layers.yspace = _BETWEEN_NODES, _BETWEEN_LAYERS
        layers.init_all()
        layers.draw(10)
        members = list(part.V())
        left, top, right, bottom = _bounds(members)
        shifts |= {vertex.data: (-left, height - top) for vertex in members}
        across, height = max(across, right - left), height + bottom - top + _BETWEEN_PARTS
    return Layout(
        tuple(_turned(vertex.view.xy, shifts[vertex.data]) for vertex in vertices),
        tuple(
            tuple(_turned(point, shifts[start]) for point in edge.view.points)
            for edge, (start, _) in zip(drawn, edges, strict=True)
        ),
        across,
        max(0.0, height - _BETWEEN_PARTS),
    )


def _turned(point: Point, shift: Point) -> Point:
    return round(point[1] + shift[0], 1), round(point[0] + shift[1], 1)


def _bounds(members: list[Any]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the nodes, turned."""
    boxes = [vertex.view for vertex in members]
    return (
        min(box.xy[1] - box.h / 2 for box in boxes),
        min(box.xy[0] - box.w / 2 for box in boxes),
        max(box.xy[1] + box.h / 2 for box in boxes),
        max(box.xy[0] + box.w / 2 for box in boxes),
    )


_SIGN, _HEIGHT, _PADDING = 7.3, 26, 12  # a cell of the text, a box, and the blank on both sides of its text
_MARGIN, _HEAD, _FOOT = 24, 56, 40
_LONGEST = 60
_STYLE = """\
text{font:12px system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif;fill:#1f2933}
.title{font-size:16px;font-weight:600}.small{fill:#52606d}
.paper{fill:#fff}.rule{fill:#eef2f7;stroke:#52606d}.conclusion{fill:#fdf3d0;stroke:#8d6b00}
.action{fill:#dcf3e4;stroke:#1d7a46}
.edge{fill:none;stroke:#7b8794;stroke-width:1.3}.tip{fill:#7b8794}
.absent{stroke-dasharray:5 4}.advise{stroke:#1d7a46}.forbid{stroke:#b42318}.raise,.lower{stroke:#2f5fb3}
.lower{stroke-dasharray:2 3}.forbid{stroke-dasharray:9 3}
@media (prefers-color-scheme:dark){text{fill:#e4e7eb}.small{fill:#a7b3c0}.paper{fill:#14181d}
.rule{fill:#25303c;stroke:#8fa1b3}.conclusion{fill:#3d3410;stroke:#d6ab2c}.action{fill:#143524;stroke:#4fbf83}
.edge{stroke:#8a97a5}.tip{fill:#8a97a5}.advise{stroke:#4fbf83}.forbid{stroke:#ff7a6b}.raise,.lower{stroke:#7ea6f4}}
"""
_LEGEND = (
    ("read", "read, or drawn"),
    ("absent", "read where it is not so"),
    ("advise", "advises"),
    ("forbid", "forbids"),
    ("raise", "makes more urgent"),
    ("lower", "makes less urgent"),
)


def graph_svg(graph: Graph) -> str:
    """The picture.  Raises NoLayout where the library that places its nodes is missing."""
    sizes = [(cells(_label(node)) * _SIGN + 2 * _PADDING, float(_HEIGHT)) for node in graph.nodes]
    layout = lay_out(sizes, [(edge.start, edge.end) for edge in graph.edges])
    used = {edge.kind.value for edge in graph.edges}
    legend = [item for item in _LEGEND if item[0] in used or (item[0] == "read" and "conclude" in used)]
    least = max(sum(_room_for(words) for _, words in legend), cells(graph.title) * 10)
    width = max(layout.width, least) + 2 * _MARGIN
    height = layout.height + _HEAD + _FOOT + 2 * _MARGIN
    lines = [*_opening(graph, width, height), *_edges(graph, layout, sizes), *_nodes(graph, layout, sizes)]
    return "\n".join([*lines, *_legend(legend, height), "</svg>"]) + "\n"


def _opening(graph: Graph, width: float, height: float) -> list[str]:
    title = _text(graph.title)
    held = ", ".join(count(graph.number(kind), kind.value) for kind in NodeKind)
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-labelledby="title description">',
        f'<title id="title">{title}</title>',
        f'<desc id="description">How conclusions feed rules, and rules speak of actions, from left to right: '
        f"{held}.</desc>",
        f"<style>{_STYLE}</style>",
        '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
        'orient="auto-start-reverse"><path class="tip" d="M0 0.8 8 4 0 7.2z"/></marker></defs>',
        f'<rect class="paper" width="{width:.0f}" height="{height:.0f}"/>',
        f'<text class="title" x="{_MARGIN}" y="{_MARGIN + 12}">{title}</text>',
        f'<text class="small" x="{_MARGIN}" y="{_MARGIN + 32}">{held}</text>',
    ]


def _nodes(graph: Graph, layout: Layout, sizes: list[tuple[float, float]]) -> list[str]:
    lines = []
    for node, point, (width, height) in zip(graph.nodes, layout.nodes, sizes, strict=True):
        x, y = _moved(point)
        round_by = {NodeKind.RULE: 3, NodeKind.CONCLUSION: height / 2, NodeKind.ACTION: 9}[node.kind]
        lines += [
            f"<g><title>{_text(f'{node.kind.value} {node.name}: {node.tip}')}</title>",
            f'<rect class="{node.kind.value}" x="{x - width / 2:.1f}" y="{y - height / 2:.1f}" '
            f'width="{width:.1f}" height="{height:.1f}" rx="{round_by:g}"/>',
            f'<text x="{x:.1f}" y="{y + 4:.1f}" text-anchor="middle">{_text(_label(node))}</text></g>',
        ]
    return lines


def _edges(graph: Graph, layout: Layout, sizes: list[tuple[float, float]]) -> list[str]:
    lines = []
    halves: dict[float, float] = {}
    for (x, _), (width, _) in zip(layout.nodes, sizes, strict=True):
        halves[x] = max(halves.get(x, 0.0), width / 2)
    for edge, way in zip(graph.edges, layout.edges, strict=True):
        inner = [
            _moved(point) for passed in way[1:-1] for point in _level(passed, halves.get(passed[0], 0.0))
        ]
        x, y = _moved(layout.nodes[edge.start])
        to_x, to_y = _moved(layout.nodes[edge.end])
        forwards = 1 if to_x >= x else -1
        start = x + forwards * sizes[edge.start][0] / 2, y
        end = to_x - forwards * sizes[edge.end][0] / 2, to_y
        label = f"{graph.nodes[edge.start].name} {_MEANS[edge.kind]} {graph.nodes[edge.end].name}"
        path = _curve([start, *inner, end])
        lines.append(
            f'<path class="edge {edge.kind.value}" marker-end="url(#arrow)" d="{path}">'
            f"<title>{_text(label)}</title></path>"
        )
    return lines


_MEANS = {
    EdgeKind.READ: "is read by",
    EdgeKind.ABSENT: "is read, where it is not so, by",
    EdgeKind.CONCLUDE: "concludes",
    EdgeKind.ADVISE: "advises",
    EdgeKind.FORBID: "forbids",
    EdgeKind.RAISE: "makes more urgent",
    EdgeKind.LOWER: "makes less urgent",
}


def _level(point: Point, half: float) -> tuple[Point, Point]:
    """The ends of a level way between the boxes of a layer that an edge passes."""
    return (point[0] - half, point[1]), (point[0] + half, point[1])


def _curve(points: list[Point]) -> str:
    """A line through the points that leaves and reaches each of them level."""
    (x, y), *others = points
    path = f"M{x:.1f} {y:.1f}"
    for to_x, to_y in others:
        middle = (x + to_x) / 2
        path += f" C{middle:.1f} {y:.1f} {middle:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}"
        x, y = to_x, to_y
    return path


def _legend(items: list[tuple[str, str]], height: float) -> list[str]:
    lines, x, y = [], float(_MARGIN), height - _MARGIN
    for kind, words in items:
        lines.append(f'<path class="edge {kind}" marker-end="url(#arrow)" d="M{x:.1f} {y - 4:.1f} h30"/>')
        lines.append(f'<text class="small" x="{x + 36:.1f}" y="{y:.1f}">{words}</text>')
        x += _room_for(words)
    return lines


def _room_for(words: str) -> float:
    """What an entry of the legend takes."""
    return 36 + cells(words) * _SIGN + _MARGIN


def _moved(point: Point) -> Point:
    return point[0] + _MARGIN, point[1] + _MARGIN + _HEAD


def _label(node: Node) -> str:
    label = one_line(node.label)
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1]}…"


def _text(text: str) -> str:
    """Text that stands in XML as it is; what XML cannot hold is gone."""
    clean = one_line(text)
    return escape("".join(sign for sign in clean if ord(sign) not in (0xFFFE, 0xFFFF)))
