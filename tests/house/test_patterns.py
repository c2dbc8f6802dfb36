"""No pattern of ours takes long over a long text: a client chooses a contract's title, and a coach a draft.

Each regular expression is fed its own letters, alone and in pairs, thousands of times over: what goes back
and forth in a text of that length shows by the time it takes, many times over.  Time is the processor's.
"""

import ast
import importlib
import re
import time
from collections.abc import Iterator
from itertools import chain, product
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from tests.house.tree import ROOT

LENGTH = 5_000
ALLOWED = 0.05  # seconds: going back and forth takes twice as long and more, one way a hundredth of it
_CATEGORIES = {code.CATEGORY_DIGIT: "1", code.CATEGORY_SPACE: " ", code.CATEGORY_WORD: "a"}
METHODS = frozenset({"match", "fullmatch", "search", "sub", "split", "findall", "finditer"})
# What is cut off before the pattern is asked, or nobody's but ours.
BOUNDED = {
    "advisor.facts.typed.": "what a person types, up to 60 characters",
    "advisor.playbook.typed_tests.": "a test as people type it, up to 200 characters",
    "advisor.playbook.units._AMOUNT": "an amount of up to 40 characters",
    "advisor.upwork.exports.cells._TIME": "a day with its time, up to 60 characters",
    "advisor.reports.problems.explain_code.": "a page of ours",
    "advisor.cli.check.codes.": "a page of ours",
}


def uses() -> Iterator[tuple[str, str, str | bytes, int]]:
    """Each use of a pattern: its place, the method, the pattern and its flags."""
    for path in sorted((ROOT / "advisor").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        module = importlib.import_module(name)
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            if not isinstance(call.func, ast.Attribute) or call.func.attr not in METHODS:
                continue
            value, method = call.func.value, call.func.attr
            of_module = isinstance(value, ast.Name) and value.id == "re"
            asked = call.args[0] if of_module and call.args else value
            pattern = None
            if isinstance(asked, ast.Constant) and isinstance(asked.value, str | bytes):
                pattern = re.compile(asked.value)
            elif isinstance(asked, ast.Name):
                pattern = getattr(module, asked.id, None)
            if isinstance(pattern, re.Pattern):
                place = asked.id if isinstance(asked, ast.Name) else f"line {call.lineno}"
                yield f"{name}.{place}", method, pattern.pattern, pattern.flags


def letters(parsed: Any) -> Iterator[str]:
    """A letter of each class that a pattern names."""
    for kind, value in parsed:
        if kind is code.LITERAL:
            yield chr(value)
        elif kind in (code.NOT_LITERAL, code.ANY):
            yield "x"
        elif kind is code.IN:
            yield from _of_class(value)
        elif kind in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            yield from letters(value[2])
        elif kind is code.SUBPATTERN:
            yield from letters(value[3])
        elif kind is code.BRANCH:
            yield from chain.from_iterable(map(letters, value[1]))
        elif kind in (code.ASSERT, code.ASSERT_NOT):
            yield from letters(value[1])


def _of_class(items: Any) -> Iterator[str]:
    if items[0][0] is code.NEGATE:
        yield from "x 1-"
        return
    for kind, value in items:
        if kind is code.LITERAL:
            yield chr(value)
        elif kind is code.RANGE:
            yield chr(value[0])
        elif kind is code.CATEGORY:
            yield _CATEGORIES.get(value, "-")


def texts(pattern: str | bytes, flags: int) -> Iterator[str | bytes]:
    """Long texts of a pattern's letters, with an end that fits nothing."""
    own = list(dict.fromkeys(letters(parser.parse(pattern, flags))))[:10]
    repeated = [*own, *(a + b for a, b in product(own[:5], repeat=2) if a != b)]
    for before, again in product(["", *own[:4]], repeated):
        text = before + again * (LENGTH // len(again)) + "\x01!"
        yield text.encode() if isinstance(pattern, bytes) else text


def seconds(method: str, pattern: re.Pattern[Any], text: str | bytes) -> float:
    """How long a pattern takes over a text."""
    nothing = text[:0]
    ask = getattr(pattern, method)
    before = time.process_time()
    if method == "sub":
        ask(nothing, text)
    elif method == "finditer":
        list(ask(text))
    else:
        ask(text)
    return time.process_time() - before


USES = sorted({use for use in uses() if not use[0].startswith(tuple(BOUNDED))}, key=str)


@pytest.mark.parametrize(("place", "method", "pattern", "flags"), USES, ids=[f"{u[0]}-{u[1]}" for u in USES])
def test_a_pattern_goes_one_way(place: str, method: str, pattern: str | bytes, flags: int) -> None:
    compiled: re.Pattern[Any] = re.compile(pattern, flags)

    for text in texts(pattern, flags):
        # A second and a third time, should the machine have been busy with something else.
        assert any(seconds(method, compiled, text) < ALLOWED for _ in range(3)), text[:20]


def test_a_pattern_that_goes_back_and_forth_is_found() -> None:
    back_and_forth = r"[\w.-]*\w[\w.-]*"

    slowest = max(seconds("fullmatch", re.compile(back_and_forth), text) for text in texts(back_and_forth, 0))
    assert slowest > ALLOWED
