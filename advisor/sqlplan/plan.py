"""A playbook as a plan: SELECTs from tables of typed rows to firings, and to ranked advice.

The input tables hold the units of the engine (`playbook/types.py`): for each entity `in ENTITY`, with the
columns `@who` (a number for each person), `@id`, and its fields and links by name; and `review`, with `@who`,
the day and the parameters that the states set.  Rows of days to come are not among them.
"""

from collections.abc import Collection
from functools import cached_property

from advisor.playbook.model import Rule, RuleBase
from advisor.source.diagnostic import Diagnostic, Severity
from advisor.sqlplan.candidates import CandidateColumns, candidates_of, mixed_addressees, texts_read
from advisor.sqlplan.compiler import Compiler
from advisor.sqlplan.conditions import Wanted
from advisor.sqlplan.deliberation import Histories, Step, deliberation_steps
from advisor.sqlplan.levels import Levels
from advisor.sqlplan.sql_text import ID, WHO, constant, quoted_name


class Plan:
    """The plan of a playbook for one day (an ordinal; None: each review on its own day).

    `overridden` are the parameters that the states of a batch set themselves.  `firings` is whether those of
    all rules are wanted as well, `words` whether the texts of titles are.
    """

    def __init__(
        self,
        playbook: RuleBase,
        as_of: int | None = None,
        overridden: Collection[str] = (),
        *,
        firings: bool = False,
        words: bool = False,
    ) -> None:
        self.playbook = playbook
        compiler = self.compiler = Compiler(playbook, as_of, overridden)
        texts = texts_read(compiler) if words else {}
        self.texts = texts
        self.candidates = candidates_of(compiler, texts)
        for one in self.candidates:
            one.fields["soon_until"] = self._soon_until(one)
        self.histories = Histories(compiler)
        self.rules: tuple[Rule, ...] = playbook.rules if firings else ()
        outputs: dict[str, dict[str, None]] = {name: {} for name in compiler.entities}
        for scope in (*(one.scope for one in self.candidates), *self.histories.scopes.values()):
            outputs[scope.entity].update(scope.reads)
        for rule in self.rules:
            outputs[rule.entity][compiler.rule(rule)] = None
        self._refusing: list[tuple[str, str]] = []
        for constraint in playbook.constraints:
            if constraint.severity is Severity.ERROR:
                scope = compiler.scope(constraint.entity)
                broken = f"({compiler.conditions.truth(constraint.holds, scope, Wanted.FALSEHOOD)}) IS FALSE"
                column = compiler.tables.helper(constraint.entity, broken, scope.reads)
                outputs[constraint.entity][column] = None
                self._refusing.append((constraint.entity, column))
        for entity, name in (one for circle in compiler.circles for one in sorted(circle)):
            outputs[entity][compiler.conclusion(entity, name)] = None
        self.levels = Levels(compiler.tables, outputs)

    def _soon_until(self, one: CandidateColumns) -> str:
        soon = self.playbook.soon
        if soon is None:
            return "CAST(9000000000 AS BIGINT)"
        compiler = self.compiler
        return f"CAST({compiler.day(one.scope)} + {compiler.parameter(one.scope, soon.name)} AS BIGINT)"

    @cached_property
    def problems(self) -> list[Diagnostic]:
        """What SQL cannot say of this playbook."""
        for action, first in mixed_addressees(self.compiler):
            message = f'"{action.id}" and "{first.id}", of one group, write to different people'
            self.compiler.refuse(action.location, message)
        return sorted(self.compiler.problems, key=lambda one: (one.location, one.message))

    @property
    def last_tables(self) -> dict[str, str]:
        """The last table of each entity."""
        return {entity: self.levels.table(entity) for entity in self.compiler.entities}

    @cached_property
    def entity_steps(self) -> list[Step]:
        """The wide tables."""
        return list(self.levels.steps())

    @cached_property
    def advice_steps(self) -> list[Step]:
        """From the wide tables to `advice`."""
        outputs = self.levels.outputs
        return list(deliberation_steps(self.compiler, self.candidates, self.histories, outputs))

    def refused(self) -> str:
        """A SELECT of whoever has a state that a constraint refuses, once the wide tables are there."""
        parts = [
            f"SELECT {quoted_name(WHO)} AS who FROM {self.levels.outputs(entity, [column])} "
            f"WHERE {quoted_name(column)}"
            for entity, column in self._refusing
        ]
        return "\nUNION ".join(parts) or "SELECT 0 AS who WHERE FALSE"

    def firings(self) -> str:
        """A SELECT of who, rule, entity and id for each firing."""
        parts = []
        for entity in self.compiler.entities:
            columns = {self.compiler.rule(rule): rule.id for rule in self.rules if rule.entity == entity}
            fired = [f"CASE WHEN {quoted_name(name)} THEN {constant(id)} END" for name, id in columns.items()]
            if fired:
                table = self.levels.outputs(entity, columns)
                listed = f"list_filter([{', '.join(fired)}], lambda x: x IS NOT NULL)"
                parts.append(
                    f"SELECT {quoted_name(WHO)} AS who, unnest({listed}) AS rule, "
                    f"{constant(entity)} AS entity, CAST({quoted_name(ID)} AS VARCHAR) AS id FROM {table}"
                )
        return "\nUNION ALL ".join(parts)
