"""Tests and rules that can never hold, and tests that always do."""

from advisor.playbook.check.spans import Spans, domain, meet, passing
from advisor.playbook.conditions import (
    All,
    Any,
    Condition,
    Count,
    FieldTest,
    NoneOf,
    Not,
    Path,
    Presence,
    Root,
    Some,
    Test,
)
from advisor.playbook.model import Playbook
from advisor.playbook.parse_rules import Draft
from advisor.playbook.quantities import FieldType
from advisor.playbook.reading import Problems
from advisor.playbook.vocabulary import Vocabulary
from advisor.source.location import Location
from advisor.source.record import record


@record
class Allowed:
    """What earlier conditions of a block leave open for a path."""

    values: Spans
    unknown: bool


Context = dict[Path, Allowed]


def check_satisfiable(playbook: Playbook, drafts: list[Draft], problems: Problems) -> None:
    """`never-holds` and `always-holds` for a test alone, `never-fires` for tests that exclude each other."""
    del drafts
    for rule in playbook.rules:
        _Walker(playbook.vocabulary, rule.id, problems).hold(rule.when, {})


class _Walker:
    def __init__(self, vocabulary: Vocabulary, rule: str, problems: Problems) -> None:
        self.vocabulary = vocabulary
        self.rule = rule
        self.problems = problems

    def hold(self, condition: Condition, context: Context) -> None:
        """Check a condition that must be true together with what the context says; extends the context."""
        if isinstance(condition, All):
            for part in sorted(condition.parts, key=lambda part: isinstance(part, Any | Not)):
                self.hold(part, context)
        elif isinstance(condition, Any):
            for part in condition.parts:
                self.hold(part, dict(context))
        elif isinstance(condition, Not):
            self.hold(condition.part, {})
        elif isinstance(condition, Some | NoneOf | Count):
            self.hold(condition.block, {})
            if isinstance(condition, Count):
                self._count(condition)
        else:
            self._field(condition, context)

    def _count(self, condition: Count) -> None:
        whole = domain(FieldType.COUNT, ())
        if whole:
            self._alone(condition.test, "count", whole, (), condition.location)

    def _field(self, condition: FieldTest, context: Context) -> None:
        path = condition.path
        choices = self._choices(path)
        whole = domain(path.kind, choices)
        maybe = self._may_be_unknown(path)
        if whole is None:
            return
        if isinstance(condition.test, Presence) and not maybe:
            holds = "always" if condition.test.known else "never"
            message = f'the rule "{self.rule}": "{path.text}" is never unknown, so this {holds} holds'
            self.problems.add(f"{holds}-holds", condition.location, message, "remove the condition")
            return
        values = self._alone(condition.test, path.text, whole, choices, condition.location)
        if values is None:
            return
        unknown = isinstance(condition.test, Presence) and not condition.test.known
        earlier = context.get(path, Allowed(whole, maybe))
        left = Allowed(meet(earlier.values, values), earlier.unknown and unknown)
        if not left.values and not left.unknown:
            message = f'the rule "{self.rule}" can never fire: no "{path.text}" meets all its tests'
            self.problems.add(
                "never-fires", condition.location, message, "the tests exclude each other; drop one"
            )
            return
        context[path] = left

    def _alone(
        self, test: Test, name: str, whole: Spans, choices: tuple[str, ...], where: Location
    ) -> Spans | None:
        """The values that pass; None where that is open, or where the test alone is reported."""
        values = passing(test, whole, choices)
        if values is None or isinstance(test, Presence):
            return values
        if not values:
            self.problems.add(
                "never-holds", where, f'the rule "{self.rule}": this test of "{name}" never holds'
            )
            return None
        if values == whole:
            message = f'the rule "{self.rule}": this test of "{name}" holds for every value'
            self.problems.add("always-holds", where, message, 'remove it, or write "known"')
            return None
        return values

    def _choices(self, path: Path) -> tuple[str, ...]:
        found = self.vocabulary.entities[path.entity].fields.get(path.name) if path.entity else None
        return found.choices if found else ()

    def _may_be_unknown(self, path: Path) -> bool:
        if path.root is Root.POLICY or path.conclusion:
            return False
        if path.hops:
            return True
        entity = self.vocabulary.entities[path.entity]
        found = entity.fields.get(path.name)
        return found is None or (found.default is None and path.name != entity.key)
