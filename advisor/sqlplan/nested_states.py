"""A table with a state in each row, as the input tables of a plan; what is odd about a state is noted.

The columns of the table: `@who`, and the sections of a state, single ones as structs, others as lists of
structs; `as_of` and `policy` where there are any.  Texts are read as a careful reader would read the plain
ones, and columns of other types as what they are.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from advisor.playbook.model import RuleBase
from advisor.playbook.types import ORDERED, FieldType
from advisor.playbook.vocabulary import POLICY, Entity, Field
from advisor.source.diagnostic import Location
from advisor.source.record import record
from advisor.sqlplan.compiler import policy_column
from advisor.sqlplan.levels import REVIEW_TABLE, input_table
from advisor.sqlplan.sql_text import CALLED, DAY, ID, WHO, constant, either_of, quoted_name
from advisor.sqlplan.typed_values import odd_id, plain_text, typed

STATES_TABLE = "states"
_ODD = quoted_name("@odd")
_WHO, _ID, _CALLED = quoted_name(WHO), quoted_name(ID), quoted_name(CALLED)

Step = tuple[str, str]


@record
class ColumnType:
    """The type of a column: its name in DuckDB, and of a struct, or a list of them, the types inside."""

    name: str
    inside: Mapping[str, "ColumnType"]


def all_text(playbook: RuleBase) -> dict[str, ColumnType]:
    """The types of a state whose every value is a text, such as of one that was JSON."""
    vocabulary, text = playbook.vocabulary, ColumnType("VARCHAR", {})

    def inside(entity: Entity) -> dict[str, ColumnType]:
        names = (*entity.fields, *entity.links)
        return {
            **dict.fromkeys(names, text),
            **{one.section: ColumnType("LIST", inside(one)) for one in vocabulary.children(entity.name)},
        }

    sections = {
        section: ColumnType("STRUCT" if entity.single else "LIST", inside(entity))
        for section, entity in vocabulary.sections.items()
    }
    policy = ColumnType("STRUCT", dict.fromkeys(playbook.policy, text))
    return {"as_of": text, **({POLICY: policy} if playbook.policy else {}), **sections}


def shape_of(columns: Mapping[str, Any]) -> dict[str, ColumnType]:
    """The types of columns, given as DuckDB has them."""
    return {name: _column_type_of(kind) for name, kind in columns.items()}


def _column_type_of(kind: Any) -> ColumnType:
    if kind.id == "struct":
        return ColumnType("STRUCT", shape_of(dict(kind.children)))
    if kind.id == "list" and kind.children[0][1].id == "struct":
        return ColumnType("LIST", shape_of(dict(kind.children[0][1].children)))
    return ColumnType(str(kind), {})


def is_within(shape: Mapping[str, ColumnType], known: Mapping[str, ColumnType], person: str = "") -> bool:
    """Whether a shape has nothing but what is known, lists where these are, and structs; or whose it is."""
    return all(
        name == person
        or (
            name in known
            and one.inside.keys() <= known[name].inside.keys()
            and (one.name == known[name].name if known[name].inside else not one.inside)
            and is_within(one.inside, known[name].inside)
        )
        for name, one in shape.items()
    )


def unsuited(playbook: RuleBase) -> bool:
    """Whether what a playbook lists inside other things goes deeper than these tables do."""
    entities = playbook.vocabulary.entities
    owners = (entities[one.belongs_to] for one in entities.values() if one.belongs_to)
    return any(owner.belongs_to or not (owner.key or owner.single) for owner in owners)


class NestedStates:
    """The steps from a table of states to the input tables, for one shape of them.

    `day` is the day of all reviews (an ordinal), None where each state may have its own; then `today` is that
    of those which have none.
    """

    def __init__(
        self, playbook: RuleBase, shape: Mapping[str, ColumnType], day: int | None, today: int
    ) -> None:
        self.playbook, self.shape = playbook, shape
        self.entities = playbook.vocabulary.entities
        self.day, self.today = day, today
        self._odd: list[str] = []

    def steps(self) -> Iterator[Step]:
        """The tables in order; `odd` has whoever a careful reader has to look at."""
        self._odd = []
        yield REVIEW_TABLE, self._review()
        for entity in self.entities.values():
            yield input_table(entity.name), self._typed(entity)
        yield "odd", "\nUNION ".join(self._odd) or f"SELECT 0 AS {_WHO} WHERE FALSE"

    def _review(self) -> str:
        as_of = Field("as_of", FieldType.DATE, self._nowhere)
        select, odd = [_WHO], []
        own = typed(as_of, '"as_of"', self.shape["as_of"].name) if "as_of" in self.shape else None
        if own is not None:
            odd.append(own.is_odd)
        day = str(self.today) if self.day is None else str(self.day)
        if self.day is None and own is not None:
            day = f"coalesce({own.value}, {day})"
        select.append(f"CAST({day} AS BIGINT) AS {quoted_name(DAY)}")
        given = self.shape[POLICY].inside if POLICY in self.shape else {}
        for name, parameter in self.playbook.policy.items():
            if name in given:
                field = Field(name, parameter.kind, self._nowhere)
                value = typed(field, f"{quoted_name(POLICY)}.{quoted_name(name)}", given[name].name)
                select.append(f"{value.value} AS {quoted_name(policy_column(name))}")
                odd.append(value.is_odd)
        if odd:
            self._odd.append(f"SELECT {_WHO} FROM {STATES_TABLE} WHERE {' OR '.join(odd)}")
        return f"SELECT {', '.join(select)} FROM {STATES_TABLE}"

    @property
    def _nowhere(self) -> Location:
        return next(iter(self.entities.values())).location

    def _rows(self, entity: Entity) -> str:
        """One row for each that a section lists: whose, as it was read (`r`), and its place.

        Of the records of another entity also the owner's key (`o`).
        """
        owner = self.entities[entity.belongs_to] if entity.belongs_to else None
        there, source, key, shape = STATES_TABLE, "", "", self.shape
        if owner is not None:
            there, source = f"({self._rows(owner)})", "r."
            key = f"{constant(owner.name) if owner.single else self._key(owner, 'r')} AS o, "
            shape = self._shape_of(owner)
        section = f"{source}{quoted_name(entity.section)}"
        if entity.section not in shape:
            nobody = "" if entity.single else " WHERE FALSE"
            return f"SELECT {_WHO}, {key}NULL AS r, 0 AS n FROM {there}{nobody}"
        if entity.single:
            return f"SELECT {_WHO}, {section} AS r, 0 AS n FROM {there}"
        place = "" if entity.key else f", generate_subscripts({section}, 1) - 1 AS n"
        return f"SELECT {_WHO}, {key}unnest({section}) AS r{place} FROM {there}"

    def _shape_of(self, entity: Entity) -> Mapping[str, ColumnType]:
        if not entity.belongs_to:
            return self.shape[entity.section].inside if entity.section in self.shape else {}
        owner = self.shape.get(self.entities[entity.belongs_to].section)
        return owner.inside[entity.section].inside if owner and entity.section in owner.inside else {}

    def _key(self, entity: Entity, row: str) -> str:
        shape = self._shape_of(entity)
        if entity.key not in shape:
            return "CAST(NULL AS VARCHAR)"
        return plain_text(f"{row}.{quoted_name(entity.key)}", shape[entity.key].name)

    def _typed(self, entity: Entity) -> str:
        shape, odd, values = self._shape_of(entity), [], {}
        actions = [
            one.id
            for one in self.playbook.actions.values()
            if not entity.belongs_to or one.entity == entity.belongs_to
        ]
        for name, field in entity.fields.items():
            if name in shape:
                value = typed(field, f"r.{quoted_name(name)}", shape[name].name, actions)
                odd += [value.is_odd] if name != entity.key else []  # an id is looked at more closely
                values[name] = value.value
            else:
                values[name] = f"CAST({constant(field.default)} AS {_column_type(field.kind)})"
        for link in entity.links:
            values[link] = "CAST(NULL AS VARCHAR)"
            if link in shape:
                values[link] = plain_text(f"r.{quoted_name(link)}", shape[link].name)
                odd.append(odd_id(values[link]))
        columns = [f"{value} AS {quoted_name(name)}" for name, value in values.items()]
        table, columns_odd = self._rows(entity), f"{either_of(odd)} AS {_ODD}"
        self._odd.append(f"SELECT {_WHO} FROM {quoted_name(input_table(entity.name))} WHERE {_ODD}")
        if entity.single:
            listed = ", ".join([*columns, columns_odd])
            return f"SELECT {_WHO}, {constant(entity.name)} AS {_ID}, {listed} FROM ({table})"
        if not entity.key:
            return self._records(entity, [*columns, columns_odd], shape, table)
        key = self._key(entity, "r")
        columns.append(f"{either_of([*odd, f'{key} IS NULL', odd_id(key)])} AS {_ODD}")
        self._note_twins_and_links(entity)
        listed = f"SELECT {_WHO}, {key} AS {_ID}, {', '.join(columns)} FROM ({table})"
        return listed + "".join(self._named_by_links(entity, values))

    def _records(
        self, entity: Entity, columns: list[str], shape: Mapping[str, ColumnType], table: str
    ) -> str:
        """Rows without a key, numbered in an order that hangs on what they say; none of days to come.

        The order is that of `facts/typed_state.py`.  An odd row stays, as the careful reader takes over.
        """
        fields = entity.fields
        given = [name for name in sorted(fields) if name in shape or fields[name].default is not None]
        numbers = [name for name in given if fields[name].kind in ORDERED]
        dates = [f"{quoted_name(name)} NULLS FIRST" for name in numbers]
        if len(numbers) > 1:
            listed = ", ".join(map(quoted_name, numbers))
            dates = [f"list_filter([{listed}], lambda x: x IS NOT NULL)"]
            numbers = []
        texts = [_as_python(name, fields[name]) for name in given if name not in numbers]
        links = [_as_python(name, None) for name in sorted(entity.links) if name in shape]
        owner, kept, called = "", "", f"{constant(f'{entity.section}.')} || n"
        if entity.belongs_to:
            kind = self.entities[entity.belongs_to]
            owner, kept = f"o AS {quoted_name(entity.belongs_to)}, ", "o, "
            prefix = "o" if kind.single else f"{constant(f'{kind.section}.')} || o"
            called = f"{prefix} || {constant(f'.{entity.section}.')} || n"
        order = kept + ", ".join([*dates, *texts, *links, "n"])
        named = ", ".join([*map(quoted_name, [*fields, *entity.links]), _ODD])
        return (
            f"SELECT t.{_WHO}, row_number() OVER (PARTITION BY t.{_WHO} ORDER BY {order}) AS {_ID}, "
            f"{called} AS {_CALLED}, {owner}{named} "
            f"FROM (SELECT {_WHO}, {kept}n, {', '.join(columns)} FROM ({table})) t{self._happened(entity)}"
        )

    def _happened(self, entity: Entity) -> str:
        """What leaves out the records of days to come."""
        if not entity.records_days:
            return ""
        if self.day is not None:
            return f' WHERE coalesce("on", 0) <= {self.day} OR {_ODD}'
        reviews = f" JOIN {REVIEW_TABLE} v ON v.{_WHO} = t.{_WHO}"
        return f'{reviews} WHERE coalesce("on", 0) <= v.{quoted_name(DAY)} OR {_ODD}'

    def _note_twins_and_links(self, entity: Entity) -> None:
        table = quoted_name(input_table(entity.name))
        self._odd.append(f"SELECT {_WHO} FROM {table} GROUP BY {_WHO}, {_ID} HAVING count(*) > 1")
        for other, link in self._links_to(entity):
            if entity.section in self.shape:
                source = quoted_name(input_table(other.name))
                named = f"s.{quoted_name(link)}"
                self._odd.append(
                    f"SELECT s.{_WHO} FROM {source} s "
                    f"ANTI JOIN {table} t ON t.{_WHO} = s.{_WHO} AND t.{_ID} = {named} "
                    f"WHERE {named} IS NOT NULL"
                )

    def _links_to(self, entity: Entity) -> Iterator[tuple[Entity, str]]:
        for other in self.entities.values():
            for link, target in other.links.items():
                if target == entity.name and link in self._shape_of(other):
                    yield other, link

    def _named_by_links(self, entity: Entity, values: Mapping[str, str]) -> Iterator[str]:
        """Where a state has no such section, an id alone makes one known."""
        ways = list(self._links_to(entity))
        if not ways:
            return
        named = " UNION ".join(
            f"SELECT DISTINCT s.{_WHO}, "
            f"{plain_text(f's.r.{quoted_name(link)}', self._shape_of(other)[link].name)} AS id "
            f"FROM ({self._rows(other)}) s"
            for other, link in ways
        )
        columns = []
        for name in values:
            field = entity.fields.get(name)
            usual = "NULL" if field is None else constant(field.default)
            kind = "VARCHAR" if field is None else _column_type(field.kind)
            columns.append("m.id" if name == entity.key else f"CAST({usual} AS {kind})")
        columns.append("FALSE")
        listed = ""
        if entity.section in self.shape:
            listed = f" AND a.{quoted_name(entity.section)} IS NULL"
        yield (
            f"\nUNION ALL SELECT m.{_WHO}, m.id, {', '.join(columns)} FROM ({named}) m "
            f"JOIN {STATES_TABLE} a ON a.{_WHO} = m.{_WHO} WHERE m.id IS NOT NULL{listed}"
        )


def _column_type(kind: FieldType) -> str:
    return "BOOLEAN" if kind is FieldType.FLAG else "BIGINT" if kind in ORDERED else "VARCHAR"


def _as_python(name: str, field: Field | None) -> str:
    """A value as Python puts it into text, by which records are ordered."""
    value = quoted_name(name)
    if field is not None and field.kind is FieldType.FLAG:
        return f"CASE WHEN {value} THEN 'True' WHEN NOT ({value}) THEN 'False' ELSE 'None' END"
    return f"coalesce(CAST({value} AS VARCHAR), 'None')"


def json_states(playbook: RuleBase) -> str:
    """A SELECT of states from a table `lines` of `@who` and `text`, a state as JSON."""
    structure = constant(_structure(all_text(playbook)))
    return f"SELECT {_WHO}, unnest(json_transform(text, {structure})) FROM lines WHERE text IS NOT NULL"


def _structure(shape: Mapping[str, ColumnType]) -> str:
    """The shape for DuckDB's `json_transform`."""
    parts = []
    for name, one in shape.items():
        inside = _structure(one.inside) if one.inside else '"VARCHAR"'
        parts.append(f'"{name}": {f"[{inside}]" if one.name == "LIST" else inside}')
    return "{" + ", ".join(parts) + "}"
