"""Whether the section `sources` of a state has the shape in which imports write it.

What it speaks of need not be there: a person may have taken a contract out, or may use another vocabulary.
"""

from collections.abc import Collection, Iterable

from advisor.facts.sources_keys import (
    ALSO,
    DAY,
    FILE,
    FILES,
    FROM,
    KIND,
    KNOWN_AS,
    LACKS,
    PLACE,
    PLATFORM_ID,
    TO,
    VALUE,
    period_of,
)
from advisor.playbook.quantities import FieldType, Mismatch, read_value
from advisor.playbook.reading import Problems, describe, read_keys, read_list, read_mapping
from advisor.playbook.vocabulary import SOURCES, Entity
from advisor.source.diagnostic import suggest_key
from advisor.source.tree import Entry, Node, Scalar, is_null

_ORIGIN = (FILE, PLACE)
_COUNTS, _DAYS = ("rows",), (DAY, FROM, TO, "read")
_ABOUT = "imports write this section; take it out to have every value count as your own"


def check_sources(node: Node, entities: Iterable[Entity], problems: Problems) -> None:
    """Add to `problems` what is wrong with the section, held against the entities that have sections."""
    if is_null(node):
        return
    sections = {entity.section: entity for entity in entities}
    mapping = read_mapping(node, f'"{SOURCES}"', problems)
    for entry in mapping.entries if mapping else ():
        name = entry.key.text
        if is_null(entry.value):
            continue
        if name == FILES:
            for item in read_list(entry.value, f'"{SOURCES}.{FILES}"', problems):
                _keys(item, f"one of {SOURCES}.{FILES}", problems, (FILE, KIND), ("read", "rows", FROM, TO))
        elif name in sections:
            _section(sections[name], entry, problems)
        else:
            known = [FILES, *sections]
            hint = suggest_key(name, known) or _ABOUT
            problems.add("unknown-key", entry.key, f'"{SOURCES}" has no key "{name}"', hint)


def _section(entity: Entity, entry: Entry, problems: Problems) -> None:
    path = f"{SOURCES}.{entry.key.text}"
    if entity.single:
        _row(entry.value, path, problems)
        return
    mapping = read_mapping(entry.value, f'"{path}"', problems)
    for each in mapping.entries if mapping else ():
        if not is_null(each.value):
            _row(each.value, f"{path}.{each.key.text}", problems)


def _row(node: Node, path: str, problems: Problems) -> None:
    mapping = read_mapping(node, f'"{path}"', problems)
    for entry in mapping.entries if mapping else ():
        name = entry.key.text
        if name == PLATFORM_ID:
            _one_value(entry.value, f'"{path}.{name}"', problems)
        elif not is_null(entry.value):
            _note(entry.value, f'"{path}.{name}"', problems)


def _note(node: Node, what: str, problems: Problems) -> None:
    found = _keys(node, what, problems, (VALUE, *_ORIGIN), (ALSO, DAY, FROM, TO, LACKS, KNOWN_AS))
    for item in read_list((found or {}).get(ALSO), f'{what}, "{ALSO}"', problems):
        _keys(item, f'{what}, "{ALSO}"', problems, _ORIGIN, ())
    for item in read_list((found or {}).get(KNOWN_AS), f'{what}, "{KNOWN_AS}"', problems):
        _one_value(item, f'{what}, "{KNOWN_AS}"', problems)
    for item in read_list((found or {}).get(LACKS), f'{what}, "{LACKS}"', problems):
        if not isinstance(item, Scalar) or period_of(item.text) is None:
            expected = "days in the form 2026-05-01..2026-05-31"
            message = f'{what}, "{LACKS}": found {describe(item)}, expected {expected}'
            problems.add("wrong-value", item, message, _ABOUT)


def _keys(
    node: Node, what: str, problems: Problems, required: Collection[str], optional: Collection[str]
) -> dict[str, Node] | None:
    """The entries of a mapping, of which all but lists hold one value, and some a day or a count."""
    found = read_keys(node, what, problems, required, optional)
    for name, value in (found or {}).items():
        if name in (ALSO, LACKS, KNOWN_AS):
            continue
        if name == VALUE and is_null(value):
            continue  # the export says that there is none
        kind = FieldType.DATE if name in _DAYS else FieldType.COUNT if name in _COUNTS else FieldType.TEXT
        _one_value(value, f'{what}, "{name}"', problems, kind)
    return found


def _one_value(node: Node, what: str, problems: Problems, kind: FieldType = FieldType.TEXT) -> None:
    if isinstance(node, Scalar) and not node.is_null:
        value = read_value(node.text, kind)
        expected = value.expected if isinstance(value, Mismatch) else ""
    else:
        expected = "one value"
    if expected:
        message = f"{what}: found {describe(node)}, expected {expected}"
        problems.add("wrong-value", node, message, _ABOUT)
