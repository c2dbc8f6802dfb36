"""The codes of what is found in the platform's exports, each with its meaning; a meaning never changes."""

from collections.abc import Mapping
from types import MappingProxyType

CODES: Mapping[str, str] = MappingProxyType(
    {
        "export-unknown": "The file is no export that is known here.",
        "export-size": "The export is larger than the limit.",
        "export-empty": "There is nothing in the export, not even column names.",
        "export-column": "A column that is needed is missing, or stands twice.",
        "export-row": "A row of the table cannot be read: cells are missing, or it is cut off.",
        "export-cell": "A value in the export is not what its column or field holds.",
        "export-json": "The file begins like JSON and is none, or ends in the middle.",
        "export-many": "The export has more problems than are worth listing.",
    }
)
