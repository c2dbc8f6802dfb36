"""The codes of what is found in scenario files, each with its meaning; a meaning never changes."""

from collections.abc import Mapping
from types import MappingProxyType

CODES: Mapping[str, str] = MappingProxyType(
    {
        "no-scenarios": "A scenario file is empty, or lists no scenarios.",
        "duplicate-name": "Two scenarios have the same name.",
        "absolute-path": "A scenario names its state by an absolute path, which no other machine has.",
        "unknown-rules": "No rule set or folder has this name, or no rule would be left without it.",
        "unknown-rule": "No rule has this id, or the scenario leaves it out.",
        "missing-subject": "An action stands alone that needs the id of its subject.",
        "mixed-forms": "A scenario says in two ways what it tries: by itself, in rows or on days.",
        "empty-expectation": "A scenario expects nothing, or expects exactly a list that is not there.",
        "duplicate-expectation": "The same is expected twice.",
        "contradiction": "Expectations rule each other out.",
    }
)
