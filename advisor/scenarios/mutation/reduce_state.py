"""A state with only what matters: parts of it dropped as long as something still holds (delta debugging).

What is large goes first: sections, then rows, then single facts; and of each kind all at once before one by
one, so that little is tried where little matters.
"""

from collections.abc import Callable, Collection, Iterator

from advisor.source.tree import Entry, Mapping, Node, Sequence, children_of

Route = tuple[int, ...]  # the numbers of entries or items on the way from the root
_DEEPEST = 5  # a fact of an event of a row of a section


def reduced(tree: Mapping, holds: Callable[[Mapping], bool], most: int) -> Mapping:
    """The tree without what can be dropped, asking `holds` so many times at most; it holds of the tree."""
    tries = iter(range(most))

    def still_holds(smaller: Mapping) -> bool:
        return next(tries, None) is not None and holds(smaller)

    before = None
    while before != tree:  # a row goes once nothing links to it any more
        before = tree
        for depth in range(1, _DEEPEST + 1):
            size = len(list(_places(tree, depth)))
            while size:
                tree = _without_chunks(tree, depth, size, still_holds)
                size //= 2
    return tree


def _without_chunks(tree: Mapping, depth: int, size: int, holds: Callable[[Mapping], bool]) -> Mapping:
    """The tree without those of its places, so many at a time, that can be dropped."""
    kept: list[Route] = []
    while places := [place for place in _places(tree, depth) if place not in kept]:
        chunk = places[:size]
        smaller = without_places(tree, chunk)
        if holds(smaller):
            tree = smaller
            # What stood behind the chunk has moved up; what was kept stood before it.
        else:
            kept += chunk
    return tree


def _places(node: Node, depth: int) -> Iterator[Route]:
    for number, child in enumerate(children_of(node)):
        if depth == 1:
            yield (number,)
        else:
            yield from ((number, *rest) for rest in _places(child, depth - 1))


def without_places(node: Mapping, places: Collection[Route]) -> Mapping:
    """The tree without what stands at these places."""
    smaller = _smaller(node, places)
    assert isinstance(smaller, Mapping)
    return smaller


def _smaller(node: Node, places: Collection[Route]) -> Node:
    gone = {place[0] for place in places if len(place) == 1}
    inside: dict[int, list[Route]] = {}
    for place in places:
        if len(place) > 1:
            inside.setdefault(place[0], []).append(place[1:])
    if isinstance(node, Mapping):
        entries = (
            Entry(entry.key, _smaller(entry.value, inside[number])) if number in inside else entry
            for number, entry in enumerate(node.entries)
            if number not in gone
        )
        return Mapping(tuple(entries), node.location)
    if isinstance(node, Sequence):
        items = (
            _smaller(item, inside[number]) if number in inside else item
            for number, item in enumerate(node.items)
            if number not in gone
        )
        return Sequence(tuple(items), node.location)
    return node
