"""`first`, `triage` and `end` of an entity: what people are asked when they tell of one."""

from collections.abc import Collection
from dataclasses import replace

from advisor.playbook.durations import Duration, read_duration
from advisor.playbook.grammar import ENDING, TRIAGE, TRIAGE_OPTION, WHICH
from advisor.playbook.intake import Ending, Intake, Sets, Triage, TriageOption, Which
from advisor.playbook.parse_conditions import BlockParser
from advisor.playbook.parse_keys import Keys, read_scalar, read_shape
from advisor.playbook.parse_synonyms import Synonym, own_words, unlike
from advisor.playbook.reading import a, read_mapping
from advisor.playbook.scope import Scope
from advisor.playbook.types import NOUNS, FieldType, Mismatch, plain
from advisor.playbook.vocabulary import Entity, Field
from advisor.source.diagnostic import suggest
from advisor.source.tree import Node, Scalar, entries_of

KEYS = ("first", "triage", "end")


class IntakeParser:
    """Reads what is asked of an entity, whose fields are all known by now."""

    def __init__(self, scope: Scope, entity: Entity, broken: Collection[str]) -> None:
        self.scope, self.problems, self.entity = scope, scope.problems, entity
        self.broken = broken

    def read(self, keys: Keys) -> Intake | None:
        """What is asked; None where nothing is."""
        found = [key for key in KEYS if key in keys]
        if not found:
            return None
        triage, end = keys.get("triage"), keys.get("end")
        return Intake(
            self._names("first", keys),
            None if triage is None else self._triage(triage),
            None if end is None else self._ending(end),
        )

    def _triage(self, node: Node) -> Triage | None:
        what = f'the triage of "{self.entity.name}"'
        keys = read_shape(node, what, TRIAGE, self.problems)
        if keys is None:
            return None
        if self.entity.belongs_to or self.entity.single:
            message = f"{what}: there are not several of them, each with an id, to ask about"
            self.problems.add("bad-entity", node, message, "give it to what a state lists under ids")
            return None
        day, every = self._date("recorded_in", keys), self._every(keys)
        options = self._options("options", keys)
        when = BlockParser(self.scope).block(keys["when"], self.entity.name) if "when" in keys else None
        if day is None or every is None or not options:
            return None
        return Triage(keys.text("ask"), options, day, every, when)

    def _ending(self, node: Node) -> Ending | None:
        keys = read_shape(node, f'the end of "{self.entity.name}"', ENDING, self.problems)
        if keys is None:
            return None
        day, sets, asks = self._date("on", keys), self._sets(keys), self._names("ask", keys)
        return None if day is None else Ending(day, sets, asks)

    def _options(self, key: str, keys: Keys) -> tuple[TriageOption, ...]:
        """At least one option, each in words of its own."""
        options: list[TriageOption] = []
        words: list[Synonym] = []
        read = (self._option(node, words) for node in keys.listed(key))
        for option, node in (pair for pair in read if pair is not None):
            if option.says in [other.says for other in options]:
                message = f'{keys.about(key)}: "{option.says}" is listed twice'
                self.problems.add("duplicate-id", node, message, "remove one")
            else:
                options.append(option)
        if not keys.listed(key):
            message = f'{keys.what}: "{key}" holds nothing'
            self.problems.add("missing-key", keys[key], message, "list at least one, such as {says: no}")
        said = [option.says for option in options]
        known = list(unlike(words, said, f"{keys.about(key)}, also", self.problems))
        return tuple(
            replace(option, also=tuple(word.word for word in known if word.name == option.says))
            for option in options
        )

    def _option(self, node: Node, words: list[Synonym]) -> tuple[TriageOption, Node] | None:
        what = f'an option of the triage of "{self.entity.name}"'
        keys = read_shape(node, what, TRIAGE_OPTION, self.problems)
        if keys is None:
            return None
        says = keys.text("says")
        words += own_words(keys, says)
        if "," in says:
            message = f'{what}: "{says}" holds a comma, which stands between several answers'
            self.problems.add("reserved-name", keys["says"], message, "leave the comma out")
        option = TriageOption(says, self._sets(keys), self._names("ask", keys), self._which(keys))
        return (option, keys["says"]) if says else None

    def _which(self, keys: Keys) -> Which | None:
        if "which" not in keys:
            return None
        inner = read_shape(keys["which"], keys.about("which"), WHICH, self.problems)
        if inner is None:
            return None
        return Which(inner.text("ask"), self._options("options", inner))

    def _sets(self, keys: Keys) -> Sets:
        """The facts under `set`, each with a value of its type."""
        what = keys.about("set")
        mapping = read_mapping(keys["set"], what, self.problems) if "set" in keys else None
        sets: list[tuple[str, str]] = []
        for entry in entries_of(mapping):
            field = self._field(entry.key.text, entry.key, what)
            if field is None:
                continue
            about, units = f'{what}, "{field.name}"', self.scope.vocabulary.words.units
            value = read_scalar(
                entry.value, field.kind, about, self.problems, choices=field.choices, units=units
            )
            if value is not None:
                sets.append((field.name, plain(value, field.kind)))
        return tuple(sets)

    def _names(self, key: str, keys: Keys) -> tuple[str, ...]:
        named = keys.texts(key)
        what = keys.about(key)
        good = (
            name
            for name, node in named
            if name in self.entity.links or self._field(name, node, what) is not None
        )
        return tuple(dict.fromkeys(good))

    def _date(self, key: str, keys: Keys) -> str | None:
        field = self._field(keys.text(key), keys[key], keys.about(key)) if keys.text(key) else None
        if field is None or field.kind is FieldType.DATE:
            return None if field is None else field.name
        message = (
            f'{keys.about(key)}: "{field.name}" is {NOUNS[field.kind]}, expected {NOUNS[FieldType.DATE]}'
        )
        self.problems.add("wrong-type", keys[key], message, "name the date that keeps the day")
        return None

    def _every(self, keys: Keys) -> Duration | None:
        text, what = keys.text("every"), keys.about("every")
        every = read_duration(text) if text else None
        if isinstance(every, Mismatch):
            self.problems.mismatch("wrong-value", keys["every"], what, every.expected, every.hint)
            return None
        return every

    def _field(self, name: str, node: Node | Scalar, what: str) -> Field | None:
        """The field of a name; a computed one cannot be asked for."""
        field = self.entity.fields.get(name)
        if field is not None or name in self.broken:
            return field
        message = f'{what}: {a(self.entity.noun)} has no field "{name}"'
        hint = suggest(name, [*self.entity.fields, *self.entity.links])
        if name in self.entity.computed:
            message, hint = f'{what}: "{name}" is computed', "name a field that a person can tell"
        self.problems.add("unknown-field", node, message, hint)
        return None
