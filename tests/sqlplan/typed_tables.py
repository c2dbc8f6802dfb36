"""Facts as the input tables of a plan: what the engine reviewed, for SQL to review."""

from collections.abc import Mapping
from typing import Any

from advisor.engine import Program
from advisor.facts.rows import Facts, Row
from advisor.playbook.types import FieldType
from advisor.playbook.vocabulary import Entity
from advisor.sqlplan.compiler import policy_column
from advisor.sqlplan.levels import input_table
from advisor.sqlplan.sql_text import CALLED, DAY, ID, WHO, quoted_name

WORDS = {FieldType.CHOICE, FieldType.CHOICES, FieldType.TEXT, FieldType.ACTION}


def overridden(facts_of: Mapping[int, Facts]) -> list[str]:
    """The parameters that a state sets."""
    return sorted({name for facts in facts_of.values() for name in facts.policy_places})


def load_facts(connection: Any, program: Program, facts_of: Mapping[int, Facts]) -> None:
    """Make the input tables of people, each by a number."""
    for entity in program.schema.vocabulary.entities.values():
        _load_entity(connection, program, facts_of, entity)
    names = overridden(facts_of)
    columns = [(WHO, "BIGINT"), (DAY, "BIGINT")]
    columns += [(policy_column(name), _type(program.schema.policy_kinds[name])) for name in names]
    rows = [
        (who, facts.as_of, *(facts.policy[n] if n in facts.policy_places else None for n in names))
        for who, facts in facts_of.items()
    ]
    _table(connection, "review", columns, rows)


def _load_entity(connection: Any, program: Program, facts_of: Mapping[int, Facts], entity: Entity) -> None:
    entities, slots = program.schema.vocabulary.entities, program.schema.layouts[entity.name].slots
    owner = [entity.belongs_to] if entity.belongs_to else []
    columns = [(WHO, "BIGINT"), (ID, _key_type(entity)), (CALLED, "VARCHAR")]
    columns += [(name, _type(field.kind)) for name, field in entity.fields.items()]
    for link in (*entity.links, *owner):
        columns.append((link, _key_type(entities[entity.hops[link]])))
    rows = []
    for who, facts in facts_of.items():
        for row in facts.rows[entity.name]:
            values = [row.values[slots[name]] for name in entity.fields]
            links = [key_of(entities, row.links.get(link)) for link in (*entity.links, *owner)]
            rows.append((who, key_of(entities, row), row.name, *values, *links))
    _table(connection, input_table(entity.name), columns, rows)


def key_of(entities: Mapping[str, Entity], row: Row | None) -> str | int | None:
    """What tells a row from the others of its kind."""
    if row is None:
        return None
    entity = entities[row.entity]
    return row.id if entity.key or entity.single else row.index


def _key_type(entity: Entity) -> str:
    return "VARCHAR" if entity.key or entity.single else "BIGINT"


def _type(kind: FieldType) -> str:
    return "BOOLEAN" if kind is FieldType.FLAG else "VARCHAR" if kind in WORDS else "BIGINT"


def _table(connection: Any, name: str, columns: list[tuple[str, str]], rows: list[tuple[Any, ...]]) -> None:
    import pyarrow

    types = {"BIGINT": pyarrow.int64(), "VARCHAR": pyarrow.string(), "BOOLEAN": pyarrow.bool_()}
    arrays = {
        column: pyarrow.array([row[number] for row in rows], types[kind])
        for number, (column, kind) in enumerate(columns)
    }
    connection.register("given", pyarrow.table(arrays))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {quoted_name(name)} AS SELECT * FROM given")
    connection.unregister("given")
