"""The state of one person of a portfolio; JSON is read quickly, or with care where something is wrong."""

import re
from collections.abc import Callable
from typing import TypeVar

from advisor.facts.state import State
from advisor.portfolio.model import Person
from advisor.source.diagnostic import Location
from advisor.source.encoding import forbidden_in_value
from advisor.source.errors import StateError
from advisor.source.plain_values import as_written, plain_values
from advisor.source.strict_json import strict_json
from advisor.source.tree import Mapping, Scalar

T = TypeVar("T")


def with_state(person: Person, key: str, use: Callable[[str, Location, State], T]) -> T:
    """What `use` makes of a person's name, which a line may tell under `key`, the place, and the state.

    Raises StateError, with places as in the file, for what is wrong with the state or what `use` finds.
    """
    text, place = person.text, person.place
    if text is None:
        return use(person.name, place, State.load(place.file))
    quick = _quickly(text, place, person.name, key)
    if quick is not None:
        try:
            return use(quick[0], place, quick[1])
        except StateError:
            pass  # the careful reader knows the columns
    above = "\n" * (place.line - 1)  # so that places are those in the file
    name, state = _named(person.name, key, State.parse(above + text, place.file))
    return use(name, place, state)


def told_name(person: Person, key: str) -> str:
    """The name that a line tells, which may be broken otherwise; else the usual one."""
    told = re.search(rf'"{re.escape(key)}" ?: ?"([^"\\]{{1,200}})"', person.text or "")
    return told[1].strip() if told else person.name


def _quickly(text: str, place: Location, usual: str, key: str) -> tuple[str, State] | None:
    """What `_named` gives of a JSON text, every place in it the same; None where it takes care to read it."""
    try:
        values = strict_json(text)
    except (ValueError, RecursionError):
        return None
    name = usual
    if isinstance(values, dict) and key in values and not isinstance(values[key], dict | list):
        told = as_written(values.pop(key)) or ""
        if forbidden_in_value(told):
            return None
        name = told.strip() or usual
    plain = plain_values(values, place.file, place)
    return None if plain is None else (name, State(None, place.file, plain))


def _named(usual: str, key: str, state: State) -> tuple[str, State]:
    """The name that stands beside the sections of a state, else the `usual` one; and the state without it."""
    told = state.tree.get(key)
    if not isinstance(told, Scalar):
        return usual, state  # a section of the vocabulary
    rest = tuple(entry for entry in state.tree.entries if entry.key.text != key)
    return ("" if told.is_null else told.text.strip()) or usual, State(
        Mapping(rest, state.tree.location), state.name
    )
