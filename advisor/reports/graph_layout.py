"""Where the nodes of a graph stand when it is drawn: in layers from left to right.

The placing is grandalf's (Sugiyama's way), an optional library: only this module imports it.
"""

from typing import Any

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
