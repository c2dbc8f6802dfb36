"""Parquet files: states read from them, a JSON text each, and the items of a portfolio written and read.

A file has a state in each row: a column for each section, a struct or a list of structs.  A folder of tables
has a file for each entity (`contract.parquet`), with a column that says whose a row is, and in the records of
another entity a column of that entity's name with its key.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from advisor.playbook.vocabulary import Entity, Vocabulary
from advisor.source.atomic_write import write_whole
from advisor.source.diagnostic import Diagnostic, Location
from advisor.source.errors import StateError
from advisor.sqlplan.database import memory_database
from advisor.sqlplan.dialects import EXTRA
from advisor.sqlplan.sql_text import WHO, constant, quoted_name

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

PARQUET = ".parquet"
_AT_ONCE = 2_000
_HIDDEN = "Parquet is read and written by DuckDB, which is not installed"


def is_folder_of_tables(path: str) -> bool:
    """Whether a folder holds tables, and not states."""
    return os.path.isdir(path) and any(name.endswith(PARQUET) for name in os.listdir(path))


def states_in_parquet(path: str, vocabulary: Vocabulary | None) -> Iterator[str]:
    """The states in a file or a folder of tables, as JSON.  Raises StateError where they cannot be read."""
    with _reading(path, tells_why=True) as connection:
        sql = f"SELECT * FROM read_parquet({constant(path)})"
        if vocabulary is not None and os.path.isdir(path):
            sql = _joined(path, vocabulary, connection)
        yield from _rows_as_json(connection, sql)


def need_duckdb(path: str) -> None:
    """Raises StateError where nothing here reads and writes Parquet, which the file at this path would be."""
    _connected(path).close()


def _connected(path: str) -> "DuckDBPyConnection":
    try:
        return memory_database()
    except ImportError:
        raise StateError([Diagnostic("file-format", Location(path, 1, 1), _HIDDEN, EXTRA)]) from None


def _error() -> type[Exception]:
    import duckdb

    error: type[Exception] = duckdb.Error
    return error


def _joined(folder: str, vocabulary: Vocabulary, connection: "DuckDBPyConnection") -> str:
    """A SELECT that puts the tables of a folder together, a state for each person."""
    person, entities = vocabulary.words.person, vocabulary.entities
    who = quoted_name(person)
    files = {name: os.path.join(folder, name + PARQUET) for name in entities}
    files = {name: file for name, file in files.items() if os.path.isfile(file)}
    columns = {name: _columns(connection, file) for name, file in files.items()}

    def rows(entity: Entity, group: str) -> str:
        """The rows of an entity as one value `s` for each person (and owner)."""
        fields = [
            f"{quoted_name(name)} := t.{quoted_name(name)}"
            for name in columns[entity.name]
            if name not in (person, entity.belongs_to)
        ]
        joins = ""
        for number, child in enumerate(vocabulary.children(entity.name)):
            if child.name in files:
                fields.append(f"{quoted_name(child.section)} := c{number}.s")
                owner = "" if entity.single else f", {quoted_name(entity.name)}"
                on = (
                    ""
                    if entity.single
                    else f" AND c{number}.{quoted_name(entity.name)} = t.{quoted_name(entity.key)}"
                )
                joins += f" LEFT JOIN ({rows(child, who + owner)}) c{number} ON c{number}.{who} = t.{who}{on}"
        gathered = "any_value" if entity.single else "list"
        keys = ", ".join(f"t.{one}" for one in group.split(", "))
        return (
            f"SELECT {keys}, {gathered}(struct_pack({', '.join(fields)})) AS s "
            f"FROM read_parquet({constant(files[entity.name])}) t{joins} GROUP BY {keys}"
        )

    top = [entity for entity in entities.values() if entity.name in files and not entity.belongs_to]
    whose = " UNION ".join(f"SELECT {who} FROM read_parquet({constant(files[one.name])})" for one in top)
    sections = ", ".join(f"e{n}.s AS {quoted_name(one.section)}" for n, one in enumerate(top))
    joined = " ".join(
        f"LEFT JOIN ({rows(one, who)}) e{n} ON e{n}.{who} = p.{who}" for n, one in enumerate(top)
    )
    if not top:
        wanted = ", ".join(one.name for one in entities.values() if not one.belongs_to)
        message = f'"{folder}" holds no table of {wanted}'
        raise StateError([Diagnostic("wrong-shape", Location(folder, 1, 1), message)])
    return f"SELECT p.{who}, {sections} FROM ({whose}) p {joined} ORDER BY p.{who}"


def _columns(connection: "DuckDBPyConnection", file: str) -> list[str]:
    return [
        row[0]
        for row in connection.execute(f"DESCRIBE SELECT * FROM read_parquet({constant(file)})").fetchall()
    ]


def write_parquet(path: str, columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write rows to a file; `columns` has the type of each in DuckDB.  Raises OSError."""
    connection = _connected(path)
    with TemporaryDirectory() as folder:
        lines, made = (os.path.join(folder, name) for name in ("rows.json", "rows.parquet"))
        with open(lines, "w", encoding="utf-8") as stream:
            stream.writelines(json.dumps(row) + "\n" for row in rows)
        shape = ", ".join(f"{quoted_name(name)}: {constant(kind)}" for name, kind in columns.items())
        read = f"read_json({constant(lines)}, format = 'newline_delimited', columns = {{{shape}}})"
        try:
            connection.execute(f"COPY (SELECT * FROM {read}) TO {constant(made)} (FORMAT parquet)")
        except _error() as error:
            raise OSError(str(error).splitlines()[0]) from None
        finally:
            connection.close()
        write_whole(path, Path(made).read_bytes())


def read_parquet_rows(path: str) -> Iterator[dict[str, Any]]:
    """The rows of a file, values as in JSON.  Raises StateError."""
    with _reading(path) as connection:
        yield from map(json.loads, _rows_as_json(connection, f"SELECT * FROM read_parquet({constant(path)})"))


def number_of_rows(path: str) -> int:
    """How many states a file holds.  Raises StateError where it cannot be read."""
    with _reading(path, tells_why=True) as connection:
        sql = f"SELECT sum(num_rows) FROM parquet_file_metadata({constant(path)})"
        return int(connection.execute(sql).fetchall()[0][0])


def rows_of_parquet(path: str, first: int, number: int) -> str:
    """A SELECT of so many rows of a file from the row `first` on, counted from 0, with `@who` from 0 on."""
    row = "file_row_number"
    return (
        f"SELECT {row} - {first} AS {quoted_name(WHO)}, * EXCLUDE ({row}) "
        f"FROM read_parquet({constant(path)}, file_row_number = true) "
        f"WHERE {row} BETWEEN {first} AND {first + number - 1}"
    )


@contextmanager
def _reading(path: str, *, tells_why: bool = False) -> "Iterator[DuckDBPyConnection]":
    """A connection that is closed at the end.  Raises StateError where DuckDB cannot read what lies there."""
    connection = _connected(path)
    try:
        with explained(path, tells_why=tells_why):
            yield connection
    finally:
        connection.close()


@contextmanager
def explained(path: str, *, tells_why: bool = False) -> Iterator[None]:
    """Raises StateError in place of an error of DuckDB, which cannot read what lies there."""
    try:
        yield
    except _error() as error:
        why = f": {str(error).splitlines()[0]}" if tells_why else ""
        message = f"the file cannot be read as Parquet{why}"
        raise StateError([Diagnostic("file-unreadable", Location(path, 1, 1), message)]) from None


def _rows_as_json(connection: "DuckDBPyConnection", sql: str) -> Iterator[str]:
    """What a SELECT finds, a text each."""
    result = connection.execute(f"SELECT CAST(to_json(t) AS VARCHAR) FROM ({sql}) t")
    while rows := result.fetchmany(_AT_ONCE):
        yield from (text for (text,) in rows)
