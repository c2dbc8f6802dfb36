"""Values written as YAML or JSON in every manner that people have: for tests of what keeps a manner."""

import json
from typing import Any

from hypothesis import strategies as st

WORDS = st.sampled_from(
    ["a", "two words", "no", "12", "3.5", "2026-11-21", "é ü", "a: b", "x #y", "it's", '"q"', "- z", "🎈"]
)
NAMES = st.sampled_from(["id", "title", "on", "note", "earned", "name", "a b", "x-1"])
ROWS = st.dictionaries(NAMES, WORDS | st.none(), max_size=3)
DEEP = st.recursive(WORDS | st.none(), lambda inner: st.lists(inner, max_size=3) | ROWS | inner, max_leaves=6)
SECTIONS = st.dictionaries(NAMES, WORDS | ROWS | st.lists(ROWS, max_size=2), max_size=3)
TREES = st.dictionaries(NAMES, DEEP | st.lists(ROWS, max_size=3) | SECTIONS, min_size=1, max_size=4)


class Writer:
    """Writes values in a manner that it draws as it goes."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.dash = draw(st.sampled_from([0, 2]))
        self.step = draw(st.sampled_from([1, 2, 4]))
        self.comments = 0

    def text(self, value: dict[str, Any]) -> str:
        """The text of a mapping."""
        kind = self.draw(st.sampled_from(["block", "block", "flow", "json"]))
        if kind == "json":
            indent = self.draw(st.sampled_from([None, 1, 2, "\t"]))
            separators = self.draw(st.sampled_from([None, (",", ":")])) if indent is None else None
            text = json.dumps(value, indent=indent, ensure_ascii=self.some(), separators=separators)
        elif kind == "flow":
            text = self.flow(value, 0)
        else:
            text = "\n".join(self.block(value, 0))
        text += self.draw(st.sampled_from(["", "\n", "\n\n", "\n# end\n"])) if kind != "json" else "\n"
        if self.some():
            text = text.replace("\n", "\r\n")
        return ("\ufeff" if self.some() else "") + text

    def some(self) -> bool:
        return bool(self.draw(st.booleans()))

    def comment(self) -> str:
        self.comments += 1
        return f"# comment {self.comments}, with: a [colon]"

    def scalar(self, value: str | None) -> str:
        if value is None:
            return str(self.draw(st.sampled_from(["null", "~"])))
        quoted = [json.dumps(value, ensure_ascii=False), "'" + value.replace("'", "''") + "'"]
        if value.replace(" ", "").isalnum():
            quoted.append(value)
        return str(self.draw(st.sampled_from(quoted)))

    def block(self, value: dict[str, Any], indent: int) -> list[str]:
        lines: list[str] = []
        for key, inner in value.items():
            if lines:
                lines += self.draw(st.sampled_from([[], [], [""], [" " * indent + self.comment()]]))
            lines += self.entry(" " * indent + self.scalar(key) + ":", inner, indent)
        return lines

    def entry(self, head: str, value: Any, indent: int) -> list[str]:
        behind = self.draw(st.sampled_from(["", "", "  " + self.comment()]))
        if isinstance(value, dict) and value and self.some():
            return [head + behind, *self.block(value, indent + self.step)]
        if isinstance(value, list) and value and self.some():
            return [head + behind, *self.items(value, indent + self.dash)]
        if isinstance(value, str) and value.isalnum() and self.some():
            return [f"{head} |-{behind}", " " * (indent + 2) + value]
        if value is None and self.some():
            return [head + behind]
        return [f"{head} {self.flow(value, indent + 1)}{behind}"]

    def items(self, value: list[Any], indent: int) -> list[str]:
        lines: list[str] = []
        for item in value:
            dash = " " * indent + "-" + " " * self.draw(st.sampled_from([1, 3]))
            if isinstance(item, dict) and item and self.some():
                first, *rest = self.block(item, len(dash))
                lines += [dash + first[len(dash) :], *rest]
            else:
                lines.append(dash + self.flow(item, indent + 1))
        return lines

    def flow(self, value: Any, indent: int) -> str:
        if isinstance(value, dict):
            return self.enclosed(
                "{}", [f"{self.scalar(k)}: {self.flow(v, indent)}" for k, v in value.items()], indent
            )
        if isinstance(value, list):
            return self.enclosed("[]", [self.flow(each, indent) for each in value], indent)
        return self.scalar(value)

    def enclosed(self, brackets: str, parts: list[str], indent: int) -> str:
        comma = "," if parts and self.some() else ""
        if not parts or self.some():
            return brackets[0] + ", ".join(parts) + comma + brackets[1]
        pad = "\n" + " " * (indent + 1)
        lines = [pad + part + ("," if number < len(parts) else comma) for number, part in enumerate(parts, 1)]
        lines[-1] += f" {self.comment()}{pad}" if self.some() else self.draw(st.sampled_from(["", " ", pad]))
        return brackets[0] + "".join(lines) + brackets[1]


@st.composite
def texts(draw: Any) -> str:
    """Texts of mappings."""
    return Writer(draw).text(draw(TREES))
