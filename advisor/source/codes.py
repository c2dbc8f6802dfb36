"""The codes of this room's diagnostics, each with its meaning in one line; a meaning never changes."""

from collections.abc import Mapping
from types import MappingProxyType

CODES: Mapping[str, str] = MappingProxyType(
    {
        "file-missing": "There is no file or folder of this name.",
        "file-unreadable": "The file cannot be read: permission, a folder, a device, a loop of links.",
        "file-size": "The file is larger than the limit.",
        "file-encoding": "The file is not UTF-8 text.",
        "file-format": "The file is of another format: an archive, an image, a PDF.",
        "file-character": "The text holds a control character, or half of a surrogate pair.",
        "yaml-syntax": "The text is not YAML or JSON.",
        "yaml-duplicate-key": "A key stands twice in one mapping.",
        "yaml-key": "A key is not plain text, or is a merge key.",
        "yaml-tag": "A value carries a tag; values are read by the vocabulary and need none.",
        "yaml-alias": "An alias names nothing, holds itself, or repeats too much.",
        "yaml-depth": "Values are nested too deeply.",
        "yaml-documents": "The file holds more than one YAML document.",
        "yaml-size": "The file holds too many values.",
        "yaml-many": "The file has more problems than are worth listing.",
        "value-type": "A Python value is of a type that a tree cannot hold.",
        "value-key": "A key of a Python mapping is not plain, or two keys read the same.",
        "value-depth": "Python values are nested too deeply, or hold themselves.",
    }
)
