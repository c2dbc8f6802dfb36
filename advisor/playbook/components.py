"""Strongly connected components: what depends on itself, by way of others; found without recursion."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

T = TypeVar("T")


def components(following: Mapping[T, Iterable[T]]) -> list[list[T]]:
    """The components of a graph, each after all that it leads to (Tarjan's algorithm).

    `following` has, by node, the nodes that it leads to; those that lead nowhere need not stand in it.
    """
    number: dict[T, int] = {}
    lowest: dict[T, int] = {}
    open_nodes: dict[T, None] = {}
    found: list[list[T]] = []
    for root in following:
        if root in number:
            continue
        waiting = [(root, iter(following[root]))]
        number[root] = lowest[root] = len(number)
        open_nodes[root] = None
        while waiting:
            node, others = waiting[-1]
            for other in others:
                if other not in number:
                    number[other] = lowest[other] = len(number)
                    open_nodes[other] = None
                    waiting.append((other, iter(following.get(other, ()))))
                    break
                if other in open_nodes:
                    lowest[node] = min(lowest[node], number[other])
            else:
                waiting.pop()
                if waiting:
                    above = waiting[-1][0]
                    lowest[above] = min(lowest[above], lowest[node])
                if lowest[node] == number[node]:
                    found.append(_closed(open_nodes, node))
    return found


def _closed(open_nodes: dict[T, None], first: T) -> list[T]:
    """Takes a component from the open nodes: all since its first."""
    component: list[T] = []
    while not component or component[-1] != first:
        component.append(open_nodes.popitem()[0])
    return component
