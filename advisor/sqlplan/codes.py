"""The codes of this room's diagnostics, each with its meaning in one line; a meaning never changes."""

from collections.abc import Mapping
from types import MappingProxyType

NOT_IN_SQL = "not-in-sql"
CODES: Mapping[str, str] = MappingProxyType(
    {NOT_IN_SQL: "What the playbook says here cannot be said in SQL; the engine reviews with it."}
)
