"""The 24 rules in our YAML: from typed facts, from Python values, and to ranked advice with its reasons."""

from collections.abc import Callable, Iterable
from pathlib import Path

from advisor import Playbook, State
from advisor.engine.run import Firing
from bench.side_by_side.plain import Firings
from bench.side_by_side.states import Values

RULES = str(Path(__file__).parent / "rules.yaml")


class Ours:
    """The playbook, ready."""

    def __init__(self) -> None:
        self.playbook = Playbook.load(RULES)

    def fires(self, values: Values) -> Firings:
        """What fires, from Python values."""
        return self._named(self.playbook.run(State.from_values(values)).firings)

    def from_facts(self, values: Values) -> Callable[[], Firings]:
        """The same, once the facts have been read."""
        facts = self.playbook.program.builder.build(State.from_values(values), None, 0)
        return lambda: self._named(self.playbook.program.run(facts).firings)

    def advice(self, values: Values) -> Callable[[], object]:
        """Everything that is recommended, with titles and reasons, once the facts have been read."""
        playbook = self.playbook
        facts = playbook.program.builder.build(State.from_values(values), None, 0)
        return lambda: playbook.advise(playbook.program.run(facts)).recommendations

    def ranked(self, values: Values) -> Callable[[], object]:
        """The same in a line each, without reasons."""
        playbook = self.playbook
        facts = playbook.program.builder.build(State.from_values(values), None, 0)
        return lambda: playbook.outline(playbook.program.run(facts))

    def _named(self, firings: Iterable[Firing]) -> Firings:
        return {(one.rule.id, "" if one.row.entity == "profile" else one.row.id) for one in firings}
