"""Expressions as an author writes them: names are resolved, units are checked, and a result gets its type."""

from collections.abc import Callable

from advisor.playbook.dimensions import (
    Dimension,
    DimensionMismatch,
    dimension_of,
    dimension_of_quantity,
    dimension_of_result,
    fits,
    hint_for,
    result_type,
)
from advisor.playbook.expression_syntax import (
    Named,
    Operated,
    Syntax,
    SyntaxProblem,
    names_in,
    read_syntax,
)
from advisor.playbook.expressions import Calculation, Expression, Path, Quantity, Term
from advisor.playbook.scope import Scope
from advisor.playbook.types import NOUNS, FieldType
from advisor.playbook.units import Units
from advisor.source.diagnostic import Location
from advisor.source.record import record
from advisor.source.tree import Scalar


@record
class Misfit:
    """Parts whose units do not go together, at an offset of the expression."""

    mismatch: DimensionMismatch
    offset: int


def dimension_of_syntax(
    syntax: Syntax, dimension_of_name: Callable[[str], Dimension | None]
) -> Dimension | Misfit | None:
    """The unit of a result; None where the unit of a name is not known."""
    if isinstance(syntax, Quantity):
        return dimension_of_quantity(syntax)
    if isinstance(syntax, Named):
        return dimension_of_name(syntax.text)
    units: list[Dimension] = []
    for part in syntax.parts:
        unit = dimension_of_syntax(part, dimension_of_name)
        if not isinstance(unit, Dimension):
            return unit
        units.append(unit)
    result = dimension_of_result(syntax.operation, units)
    return Misfit(result, syntax.offset) if isinstance(result, DimensionMismatch) else result


def type_of_result(text: str, units: Units, kind_of: Callable[[str], FieldType | None]) -> FieldType | None:
    """The type that an expression gives by itself, by the types of its names; None where one is not known."""

    def unit(name: str) -> Dimension | None:
        kind = kind_of(name)
        return None if kind is None else dimension_of(kind)

    syntax = read_syntax(text, units)
    found = None if isinstance(syntax, SyntaxProblem) else dimension_of_syntax(syntax, unit)
    return result_type(found) if isinstance(found, Dimension) else None


class ExpressionParser:
    """Reads expressions in one scalar, about a subject of `entity`; collects diagnostics."""

    def __init__(self, scope: Scope, entity: str, node: Scalar) -> None:
        self.scope, self.problems = scope, scope.problems
        self.entity, self.node = entity, node

    def read(self, text: str, kind: FieldType | None, what: str) -> Expression | None:
        """The expression with a result of a type, None: whichever; or None with a diagnostic.

        `what` is what the result is for, in messages.
        """
        syntax = read_syntax(text, self.scope.vocabulary.words.units)
        if isinstance(syntax, SyntaxProblem):
            where = self._place(text, syntax.offset)
            self.problems.add("bad-expression", where, f"{what}: {syntax.message}", syntax.hint)
            return None
        paths = self._paths(syntax, text, what)
        return None if paths is None else self._typed(syntax, paths, text, kind, what)

    def _paths(self, syntax: Syntax, text: str, what: str) -> dict[str, Path] | None:
        """The path of each name; None with a diagnostic for each that is no number."""
        named = {name.text: name for name in reversed(list(names_in(syntax)))}
        paths = {name.text: self._path(name, text, what) for name in named.values()}
        known = {name: path for name, path in paths.items() if path is not None}
        return known if len(known) == len(paths) else None

    def _path(self, name: Named, text: str, what: str) -> Path | None:
        where = self._place(text, name.offset)
        path = self.scope.resolve(name.text, self.entity, where)
        if path is None or (dimension_of(path.kind) is not None and not path.conclusion):
            return path
        message = f'{what}: "{name.text}" is {path.noun}, and one cannot calculate with it'
        self.problems.add("wrong-type", where, message, "name a number, or a date")
        return None

    def _typed(
        self, syntax: Syntax, paths: dict[str, Path], text: str, kind: FieldType | None, what: str
    ) -> Expression | None:
        unit = dimension_of_syntax(syntax, lambda name: dimension_of(paths[name].kind))
        if isinstance(unit, Misfit):
            mismatch, where = unit.mismatch, self._place(text, unit.offset)
            self.problems.add("wrong-unit", where, f"{what}: {mismatch.message}", mismatch.hint)
            return None
        if unit is None:
            return None
        wanted = result_type(unit) if kind is None else kind
        if wanted is None:
            message = f"{what}: the result is {unit}, which no field holds"
            hint = "multiply or divide until one unit is left"
            self.problems.add("wrong-unit", self._place(text, 0), message, hint)
            return None
        if not fits(unit, wanted):
            expected = dimension_of(wanted)
            message = f"{what}: the result is {unit}, expected {NOUNS[wanted]}"
            hint = hint_for(unit, expected) if expected is not None else ""
            self.problems.add("wrong-unit", self._place(text, 0), message, hint)
            return None
        return Expression(_term(syntax, paths), wanted, text)

    def _place(self, text: str, offset: int) -> Location:
        """The place of an offset of the expression, where its scalar stands on one line."""
        location, start = self.node.location, self.node.text.find(text)
        if start < 0 or "\n" in self.node.text:
            return location
        return Location(location.file, location.line, location.column + self.node.quoted + start + offset)


def _term(syntax: Syntax, paths: dict[str, Path]) -> Term:
    if isinstance(syntax, Operated):
        return Calculation(syntax.operation, tuple(_term(part, paths) for part in syntax.parts))
    return paths[syntax.text] if isinstance(syntax, Named) else syntax
