"""The page that shows where a column, a type or a format is added shows what stands there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs/reading-exports.md").read_text(encoding="utf-8")
SOURCES = {path: path.read_text(encoding="utf-8") for path in (ROOT / "advisor/upwork/exports").glob("*.py")}


def test_every_line_of_code_on_the_page_stands_in_a_module() -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    lines = [line.strip() for block in blocks for line in block.splitlines()]

    assert lines
    assert [line for line in lines if not any(line in text for text in SOURCES.values())] == []


def test_every_name_on_the_page_stands_in_a_module_that_is_named_beside_it() -> None:
    parts = PAGE.split("\n## ")[1:]
    names = {part.partition("\n")[0]: re.findall(r"`(_?[A-Z]{4,})`", part) for part in parts}
    texts = {
        part.partition("\n")[0]: "".join(SOURCES[path] for path in SOURCES if path.name in part)
        for part in parts
    }

    assert {found for listed in names.values() for found in listed} >= {"WEEKLY", "TRANSACTIONS", "_TYPES"}
    assert [
        name for title, listed in names.items() for name in listed if f"\n{name} = " not in texts[title]
    ] == []
