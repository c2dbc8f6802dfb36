"""What is found where a condition looks: values with their places, and what the computed ones follow from."""

from collections.abc import Iterable, Iterator

from advisor.advice.explain_model import Evidence
from advisor.advice.fill_templates import spoken
from advisor.advice.grounds import OpenTests, deciding_case
from advisor.advice.names import ReviewWords
from advisor.facts.rows import Row
from advisor.playbook.conditions import Count, FieldTest, operands_of, own_tests_of, tested_paths
from advisor.playbook.expressions import Expression, Path, Root, paths_in
from advisor.playbook.formulas import Cases, CountOf, DayCount, Function, OverRelated, values_of
from advisor.playbook.functions import usable_function
from advisor.playbook.types import FieldType
from advisor.playbook.vocabulary import POLICY, Computed


class EvidenceFinder:
    """Looks up the values of one review."""

    def __init__(self, names: ReviewWords) -> None:
        self.names = names
        self.program, self.view, self.facts = names.program, names.view, names.view.facts
        self._open_tests = OpenTests(self.program, self.view)
        self._shown: set[str] = set()
        self.unlinked = self._open_tests.unlinked

    def read(self, paths: Iterable[Path], row: Row, about: Row | None = None) -> tuple[Evidence, ...]:
        """The values that paths lead to from a row, each once; conclusions are passed over."""
        once = {path.target: path for path in paths if not path.conclusion}
        values = [self._at(path, row, about or row) for path in once.values()]
        return tuple({value.path: value for value in values}.values())

    def tested(
        self, condition: FieldTest | Count, row: Row, about: Row | None = None
    ) -> tuple[Evidence, ...]:
        """The values that a test looks at by itself: the one tested, and what it is held against."""
        own = (condition.path,) if isinstance(condition, FieldTest) else ()
        values = list(self.read(own, row, about))
        for operand in operands_of(condition.test):
            if isinstance(operand, Expression):
                values.append(self.calculated(operand, row, about or row))
            elif isinstance(operand, Path):
                values += self.read((operand,), row, about)
        return tuple({value.path: value for value in values}.values())

    def calculated(self, expression: Expression, row: Row, about: Row) -> Evidence:
        """What an expression comes to, and the values in it."""
        value = self.program.evaluator.operand(expression)(self.view, row)
        return Evidence(
            path=expression.text,
            name=expression.text,
            value=spoken(value, expression.kind, self.program.playbook.words.units),
            known=value is not None,
            of=self.read(paths_in(expression), row, about),
        )

    def _at(self, path: Path, row: Row, about: Row) -> Evidence:
        if path.root is Root.POLICY:
            return self.parameter(path.name)
        owner = self.program.evaluator.row_at(path, self.view, row)
        return self.member(owner, path.name, about) if owner is not None else self.missing_link(path, row)

    def parameter(self, name: str) -> Evidence:
        """A number of the policy, where the state or else the playbook sets it."""
        parameter = self.program.playbook.policy[name]
        where = self.facts.policy_places.get(name, parameter.place_on(self.facts.as_of))
        value = spoken(self.facts.policy[name], parameter.kind, self.program.playbook.words.units)
        return Evidence(f"{POLICY}.{name}", f"{POLICY} {name}", value, location=where)

    def missing_link(self, path: Path, row: Row) -> Evidence:
        """The first link on the way of a path that is not there."""
        owner, link = self.program.evaluator.missing_link(path, self.view, row)
        return self.member(owner, link, row)

    def member(self, row: Row, name: str, about: Row) -> Evidence:
        """A field, link or computed field of a row, named as one speaks of a subject."""
        entity = self.names.entities[row.entity]
        member, computed = entity.member(name), entity.computed.get(name)
        value, where = self.facts.value(row, name), row.places.get(name)
        units = self.program.playbook.words.units
        source = None
        again = f"{row.path}.{name}" in self._shown  # once within another one, however often that needs it
        if self.facts.sources is not None:
            from advisor.facts.provenance import provenance_of

            source = provenance_of(self.facts, row, name)
        return Evidence(
            path=f"{row.path}.{name}",
            name=self.names.field(row, name),
            value=spoken(value, member.kind if member is not None else FieldType.TEXT, units),
            known=value is not None,
            owner="" if row is about or entity.single else self.names.subject(row).label,
            location=where,
            assumed=value is not None and where is None and computed is None,
            of=() if again or computed is None else self._opened(row, computed, about),
            again=again,
            ask=self.names.question(row, name) if value is None else "",
            source=source,
        )

    def _opened(self, row: Row, computed: Computed, about: Row) -> tuple[Evidence, ...]:
        """What a computed value follows from."""
        outermost = not self._shown
        self._shown.add(f"{row.path}.{computed.name}")
        under = tuple(self._under(row, computed, about))
        if outermost:
            self._shown.clear()
        return under

    def _under(self, row: Row, computed: Computed, about: Row) -> Iterator[Evidence]:
        formula = computed.formula
        if isinstance(formula, DayCount):
            yield self.member(row, formula.of, about)
        elif isinstance(formula, OverRelated):
            yield from self._over(row, formula, about)
        elif isinstance(formula, Cases):
            yield from self._case(row, formula, about)
        else:
            yield from self._read_by(row, formula, about)

    def _case(self, row: Row, formula: Cases, about: Row) -> Iterator[Evidence]:
        """What the case that holds looks at, and its value is made of."""
        case = deciding_case(self.program, formula, self.view, row)
        if case is None:
            return
        tests = () if case.when is None else own_tests_of(case.when)
        tested = (path for test in tests for path in tested_paths(test))
        yield from self.read((*tested, *paths_in(case.value)), row, about)

    def _read_by(self, row: Row, formula: Function, about: Row) -> Iterator[Evidence]:
        function = usable_function(formula.name)
        for text in function.needs if function is not None else ():
            stem, dot, name = text.partition(".")
            if dot and stem == POLICY:
                value = self.parameter(name)
            else:
                value = self.member(self.facts.rows[stem][0] if dot else row, name or text, about)
            if value.known or (function is not None and text in function.reads):
                yield value

    def _over(self, row: Row, formula: OverRelated, about: Row) -> Iterator[Evidence]:
        """The related rows that count, and what is not known of those that may."""
        truth = self.program.truth(formula.block)
        for other in self.facts.related(formula.relation.entity, formula.relation.via, row):
            counts = truth(self.view, other)
            if counts is None:
                for test, owner in self._open_tests.of(formula.block, other):
                    if isinstance(test, FieldTest):
                        values = self.tested(test, owner, about)
                        yield from (value for value in values if not value.known)
            elif counts and not isinstance(formula, CountOf):
                yield from self.read(values_of(formula), other, about)
            elif counts:
                yield Evidence(other.path, self.names.subject(other).label, "counts", location=other.place)
        for other, link in self._open_tests.unlinked(formula.relation, formula.block):
            yield self.member(other, link.name, about)
