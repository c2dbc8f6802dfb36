"""How expressions are read: precedence, units and signs, and that no text is too much for it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.playbook.expression_syntax import Named, Operated, Syntax, SyntaxProblem, read_syntax
from advisor.playbook.expressions import Quantity
from advisor.playbook.units import UNNAMED, Units


def shown(syntax: Syntax | SyntaxProblem) -> str:
    if isinstance(syntax, SyntaxProblem):
        return f"{syntax.offset}: {syntax.message}"
    if isinstance(syntax, Named):
        return syntax.text
    if isinstance(syntax, Quantity):
        return f"{syntax.numerator}/{syntax.denominator} {syntax.kind}"
    return f"{syntax.operation}({', '.join(map(shown, syntax.parts))})"


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a + b * c", "+(a, *(b, c))"),
        ("(a + b) * c", "*(+(a, b), c)"),
        ("a - b - c + d", "+(-(a, b, c), d)"),
        ("a / b * c", "*(/(a, b), c)"),
        ("min(a, b + c, 3)", "min(a, +(b, c), 3/1 number)"),
        ("a-b", "-(a, b)"),
        ("client.rate*2", "*(client.rate, 2/1 number)"),
        ("0.9 * a", "*(9/10 number, a)"),
        ("12.5 %", "125/1000 percent"),
        ("$1,200.50", "120050/100 money"),
        ("€ 5", "5/1 money"),
        ("5 €", "5/1 money"),
        ("6 weeks", "42/1 days"),
        ("6 months", "183/1 days"),
        ("1 day", "1/1 days"),
        ("7.5 h", "75/10 hours"),
        ("3 points", "3/100 points"),
        ("2026-05-01", "739737/1 date"),
        ("2026-05-01 - 3 days", "-(739737/1 date, 3/1 days)"),
        ("days", "days"),
        ("3 dayspan", '2: found "dayspan" after the end of the expression'),
        ("", "0: the expression ends where a part of it should follow"),
        ("a b", '2: found "b" after the end of the expression'),
        ("a +", "3: the expression ends where a part of it should follow"),
        ("min()", '4: found ")", expected a number or a path'),
        ("days_between(a)", "0: days_between takes two parts, and found 1"),
        ("a.b.", '3: found ".", which no expression has'),
        ("+".join(["a"] * 60), "100: the expression has more than 50 parts"),
        ("a" * 501, "0: the expression is longer than 500 signs"),
    ],
)
def test_the_tree_of_an_expression(text: str, tree: str) -> None:
    assert shown(read_syntax(text, UNNAMED)) == tree


def test_amounts_carry_the_sign_of_the_playbook() -> None:
    francs, euros = Units(sign="CHF"), Units(sign="€", after=True)

    assert shown(read_syntax("CHF 5 + a", francs)) == "+(5/1 money, a)"
    assert shown(read_syntax("5 € + a", euros)) == "+(5/1 money, a)"
    assert shown(read_syntax("$5 + a", euros)) == '0: found "$5", an amount in $'


@given(st.text("ab.,+-*/() 0129$%min", max_size=520))
def test_any_text_is_read_or_refused_in_time(text: str) -> None:
    begun = time.process_time()
    read_syntax(text, UNNAMED)

    assert time.process_time() - begun < 1


@pytest.mark.parametrize("text", ["(" * 500, "min(" * 120, "1," * 249, "1 " * 249, "a." * 249, "$" * 500])
def test_long_texts_end_soon(text: str) -> None:
    begun = time.process_time()
    assert isinstance(read_syntax(text, UNNAMED), SyntaxProblem)

    assert time.process_time() - begun < 0.5


def test_operated_is_flat() -> None:
    syntax = read_syntax(" + ".join(["a"] * 20), UNNAMED)

    assert isinstance(syntax, Operated)
    assert len(syntax.parts) == 20
