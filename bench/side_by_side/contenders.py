"""All that is held side by side, by the names of the rows: made ready once, each works on states."""

from collections.abc import Callable
from functools import partial

from bench.side_by_side.engines import ENGINES, Fires
from bench.side_by_side.ours import Ours
from bench.side_by_side.plain import plain
from bench.side_by_side.states import Values

PLAIN = "plain Python"
Prepare = Callable[[Values], Callable[[], object]]
"""From a state to what is timed."""

FIRES: dict[str, Callable[[], Fires]] = {
    PLAIN: lambda: plain,
    "ours, from Python values": lambda: Ours().fires,
    **ENGINES,
}
FROM_FACTS: dict[str, Callable[[], Prepare]] = {
    "ours, facts read": lambda: Ours().from_facts,
    "ours, ranked in a line each, facts read": lambda: Ours().ranked,
    "ours, ranked with titles and reasons, facts read": lambda: Ours().advice,
}


def installed() -> dict[str, Fires]:
    """Those that begin with Python values and tell what fires; of any other there is a line."""
    found: dict[str, Fires] = {}
    for name, make in FIRES.items():
        try:
            found[name] = make()
        except ImportError as error:
            print(f"left out: {name} ({error})")
    return found


def made_ready(name: str) -> Prepare:
    """One of them.  Raises ImportError."""
    if name in FROM_FACTS:
        return FROM_FACTS[name]()
    return partial(partial, FIRES[name]())
