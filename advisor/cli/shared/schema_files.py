"""Schemas for editors in files, each in the folder of the files that it is for, and made again there."""

import importlib
import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from advisor.source.files import open_regular
from advisor.source.json_text import to_json

if TYPE_CHECKING:
    from advisor.playbook.model import RuleBase
    from advisor.playbook.project import Project

SCHEMAS = ("playbook", "state", "scenario", "project")  # the kinds of files that have one
SUFFIX = ".schema.json"
_HEAD = 200  # characters of a file, among which a schema says that it is one


def schema_text(kind: str, playbook: "RuleBase", *, ascii_only: bool = False) -> str:
    """The JSON Schema of a kind of file, as the playbook's vocabulary has it."""
    made = getattr(importlib.import_module(f"advisor.schemas.{kind}"), f"{kind}_schema")(playbook)
    return to_json(made, ascii_only=ascii_only)


def modeline(kind: str) -> str:
    """The first line of a file of that kind, which names the schema beside it to editors."""
    return f"# yaml-language-server: $schema={kind}{SUFFIX}\n"


def schemas_of(project: "Project") -> Iterator[tuple[str, str]]:
    """The kind and the path of each schema that lies with the files of a project."""
    places = {"playbook": project.rules, "scenario": project.scenarios, "state": (project.state,)}
    places["project"] = (project.file,)
    for kind, named in places.items():
        for place in filter(None, named):
            folder = place if os.path.isdir(place) else os.path.dirname(place)
            path = os.path.join(folder, f"{kind}{SUFFIX}")
            if is_schema(path):
                yield kind, path


def changed_schemas(schemas: Iterable[tuple[str, str]], playbook: "RuleBase") -> dict[str, str]:
    """The text, by path, of those schemas that say something else of this playbook than they did."""
    texts = {path: schema_text(kind, playbook) for kind, path in schemas}
    return {path: text for path, text in texts.items() if _text_of(path) != text}


def is_schema(path: str) -> bool:
    """Whether a file is a JSON Schema, and so may be written again."""
    return '"$schema"' in _text_of(path)[:_HEAD]


def _text_of(path: str) -> str:
    file, _ = open_regular(path, path)
    if file is None:
        return ""
    with file:
        return file.readall().decode("utf-8", "replace")
