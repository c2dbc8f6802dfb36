"""What is supposed to be otherwise, in words: each fact as it is, and as it would be."""

from advisor.advice.fill import Fillers, spoken
from advisor.advice.library import Playbook
from advisor.advice.names import Names
from advisor.engine.run import Run
from advisor.facts.paths import Fact, fact_at, row_at
from advisor.facts.rows import Row
from advisor.playbook.conditions import Compare, FieldTest, Literal, Op, Presence
from advisor.playbook.english_tests import tested_in_english
from advisor.playbook.english_words import Words
from advisor.playbook.quantities import FieldType, plain, speak
from advisor.playbook.rule_reads import rule_reads
from advisor.playbook.vocabulary import POLICY
from advisor.source.location import Location
from advisor.source.record import record
from advisor.source.tree import Mapping

AS_OF = "as_of"


@record
class Told:
    """One fact in words: its value ("unhappy"), and a clause about it ("the client is unhappy")."""

    value: str
    clause: str


@record
class Supposition:
    """A fact, or a whole contract or list of events, that is supposed to be otherwise than it is.

    `about` is the label of whom or what it concerns, or "" for the freelancer; `read` is whether any advice
    can hang on it, and `is_so` whether it is so already.
    """

    path: str
    about: str
    today: Told
    supposed: Told
    read: bool
    is_so: bool


def suppositions(playbook: Playbook, changes: Mapping, today: Run, supposed: Run) -> tuple[Supposition, ...]:
    """Each path of the changes once, in order; both states were reviewed without a problem."""
    teller = _Teller(playbook)
    paths = dict.fromkeys(entry.key.text for entry in changes.entries)
    return tuple(teller.tell(path, today, supposed) for path in paths)


class _Teller:
    """Words for what stands at a path."""

    def __init__(self, playbook: Playbook) -> None:
        program = playbook.program
        self.vocabulary = program.schema.vocabulary
        self.words = Words(playbook.content)
        self.fillers = Fillers(self.vocabulary, program.evaluator)
        rules = playbook.content.rules
        self.reads = {name for rule in rules for name in rule_reads(rule, self.vocabulary)}

    def tell(self, path: str, today: Run, supposed: Run) -> Supposition:
        if path == AS_OF:
            days = [_day(run) for run in (today, supposed)]
            return Supposition(path, "", days[0], days[1], True, days[0] == days[1])
        before, after = fact_at(today.facts, path), fact_at(supposed.facts, path)
        known = before or after
        if known is None:
            return self._whole(path, today, supposed)
        about = self._label(known.row, today if before else supposed)
        name = (known.path.entity or POLICY, known.path.name)
        is_so = before is not None and after is not None and before.value == after.value
        told = self._told(before, today), self._told(after, supposed)
        return Supposition(path, about, *told, name in self.reads or self._counts(known), is_so)

    def _told(self, fact: Fact | None, run: Run) -> Told:
        if fact is None or fact.value is None:
            words = "unknown"
            return Told(words, self._clause(fact, Presence(False), run) if fact else "it is not there")
        value = Literal(fact.value, plain(fact.value, fact.path.kind))
        return Told(spoken(fact.value, fact.path.kind), self._clause(fact, Compare(Op.EQ, value), run))

    def _clause(self, fact: Fact, test: Compare | Presence, run: Run) -> str:
        """The clause, in which an event is named by what was done: "the check-in was on 5 November 2026"."""
        clause = tested_in_english(self.words, FieldTest(fact.path, test, Location("", 1, 1)))
        entity = self.vocabulary.entities[fact.row.entity] if fact.row is not None else None
        if fact.row is None or entity is None or not entity.belongs_to or not clause.startswith("it "):
            return clause
        did = run.facts.value(fact.row, "did") if entity.records_deeds else None
        return f"the {did or entity.called} {clause.removeprefix('it ')}"

    def _label(self, row: Row | None, run: Run) -> str:
        """Whom a fact is about; for an event its owner."""
        entity = self.vocabulary.entities[row.entity] if row is not None else None
        if row is None or entity is None or entity.single:
            return ""
        if entity.belongs_to:
            return self._label(row.links[entity.belongs_to], run)
        return Names(self.fillers, run.view).subject(row).label

    def _counts(self, fact: Fact) -> bool:
        """Whether advice hangs on a fact that no rule names: on what was done, moved last, or leads on."""
        if fact.row is None:
            return False
        entity = self.vocabulary.entities[fact.row.entity]
        return bool(entity.belongs_to) or fact.path.name in (*entity.activity, *entity.links)

    def _whole(self, path: str, today: Run, supposed: Run) -> Supposition:
        """A whole contract, client or event, or all events of one."""
        before, after = row_at(today.facts, path), row_at(supposed.facts, path)
        owner = row_at(supposed.facts, path.rpartition(".")[0])
        about = self._label(before or after or owner, today if before else supposed)
        what = "its list" if after is None else "it"
        told = Told("as it is", f"{what} is as your state tells it")
        if after is not None and before is None:
            told = Told("not there", "it is not there")
        return Supposition(path, about, told, Told("as given", f"{what} is as given here"), True, False)


def _day(run: Run) -> Told:
    day = speak(run.facts.as_of, FieldType.DATE)
    return Told(day, f"it is {day}")
