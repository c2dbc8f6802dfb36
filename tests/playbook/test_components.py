"""Components: nodes that lead to each other stand together, each group after all that it leads to."""

from hypothesis import given
from hypothesis import strategies as st

from advisor.playbook.components import components

GRAPHS = st.dictionaries(st.integers(0, 7), st.lists(st.integers(0, 7), max_size=3), max_size=8)


def reached(graph: dict[int, list[int]], start: int) -> set[int]:
    """All nodes to which one leads, itself included."""
    found: set[int] = set()
    waiting = [start]
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting += graph.get(node, [])
    return found


@given(GRAPHS)
def test_nodes_stand_together_where_each_leads_to_the_other(graph: dict[int, list[int]]) -> None:
    nodes = {*graph, *(other for others in graph.values() for other in others)}
    behind = {node: reached(graph, node) for node in nodes}
    found = components(graph)

    together = {
        frozenset(other for other in nodes if other in behind[n] and n in behind[other]) for n in nodes
    }
    assert sorted(map(sorted, found)) == sorted(map(sorted, together))
    place = {node: number for number, names in enumerate(found) for node in names}
    assert all(place[other] <= place[node] for node in nodes for other in behind[node])


def test_a_long_way_needs_no_recursion() -> None:
    assert components({n: [n + 1] for n in range(20_000)}) == [[n] for n in range(20_000, -1, -1)]
