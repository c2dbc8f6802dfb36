"""States made up as plain Python values: as they should be, and now and then as nobody should write them."""

import datetime
import random
from decimal import Decimal
from typing import Any

from advisor.facts import Schema
from advisor.playbook.types import FieldType
from advisor.playbook.vocabulary import Entity

_NUMBERS: tuple[Any, ...] = (
    0,
    1,
    4,
    91,
    10**6,
    2.5,
    0.1,
    4.125,
    1e-7,
    1e16,
    -1,
    -0.0,
    10**15,
    10**17,
    10**30,
)
_AS_TEXT = ("7", "7.50", "1,200.50", " 12 ", "9.1E1", "$300", "80%", "1%", "0.5", "7 h", "12 days", "-3", "٣")
_ODD: tuple[Any, ...] = (
    *(
        "",
        "  ",
        "null",
        "~",
        "true",
        "no",
        "Cafe\u0301 ",
        "two\nlines",
        "\u00a0x\u00a0",
        "a\u200bb",
        "\ud800",
    ),
    *(True, False, None, float("nan"), float("inf"), [], ["a"], {}, {"a": 1}, (1,), b"x", object()),
    *(Decimal("12.50"), Decimal("1E+2"), Decimal("NaN"), datetime.datetime(2026, 5, 1, 12)),
    *("2026-13-01", "2026-2-1", "20260501", "0001-01-01", datetime.date(2026, 5, 1), datetime.date(1, 1, 1)),
)
_USUAL: dict[FieldType, list[Any]] = {
    FieldType.FLAG: [True, False, "yes", "No"],
    FieldType.COUNT: [0, 1, 91, "1,200", 4.0],
    FieldType.PERCENT: [0, 4, 62.5, "91 %"],
    FieldType.RATING: [0, 4, 2.5],
    FieldType.DATE: [datetime.date(2026, 5, 17), "2026-05-01", "2026-11-21", " 2024-02-29 "],
    FieldType.TEXT: ["Robin", "two words ", "é", 7],
    FieldType.DAYS: [3, "2 weeks"],
}


class MadeUpValues:
    """Makes states of one schema; about one value in `oddness` is odd (0: none is)."""

    def __init__(self, schema: Schema, dice: random.Random, oddness: int) -> None:
        self.schema, self.dice, self.oddness = schema, dice, oddness
        self.ids: dict[str, list[Any]] = {}

    def state(self) -> dict[Any, Any]:
        """A whole state."""
        sections = list(self.schema.sections.values())
        for entity in sections:
            self.ids[entity.name] = [f"{entity.name[0]}-{n}" for n in range(self.dice.randrange(4))]
        state: dict[Any, Any] = {}
        if self.dice.random() < 0.7:
            state["as_of"] = self.value(FieldType.DATE, ())
        if self.dice.random() < 0.3:
            kinds = self.schema.policy_kinds
            names = self.dice.sample(sorted(kinds), min(len(kinds), 2))
            state["policy"] = {name: self.value(kinds[name], ()) for name in names}
        for entity in sections:
            if self.dice.random() < 0.8:
                one = self.row(entity, "") if entity.single else self.rows(entity)
                state[entity.section] = self.or_odd(one)
        if self.is_odd():
            state[self.dice.choice(["contract", "sources", "", 7, None, "as_of"])] = self.dice.choice(_ODD)
        return self.shuffled(state)

    def rows(self, entity: Entity) -> list[Any]:
        keys = self.ids.get(entity.name) if entity.key else None
        keys = [""] * self.dice.randrange(3) if keys is None else keys
        rows = [self.or_odd(self.row(entity, key)) for key in keys]
        return [*rows, *rows[:1]] if self.is_odd() else rows

    def row(self, entity: Entity, key: str) -> dict[Any, Any]:
        row: dict[Any, Any] = {}
        for field in self.dice.sample(
            list(entity.fields.values()), self.dice.randrange(len(entity.fields) + 1)
        ):
            row[field.name] = self.value(field.kind, field.choices, entity.belongs_to)
        for link, target in entity.links.items():
            if self.dice.random() < 0.6 and link != entity.belongs_to:
                row[link] = self.or_odd(self.dice.choice(self.ids.get(target) or [None]))
        for child in self.schema.children[entity.name]:
            if self.dice.random() < 0.4:
                row[child.section] = self.or_odd(self.rows(child))
        if entity.key:
            row[entity.key] = self.or_odd(key)
            if self.is_odd():
                row[entity.key] = self.dice.choice(["a.b", f"{key}.history.0", "a b", 7, "é", f" {key} "])
        if self.is_odd():
            row[self.dice.choice(["staus", "client", "history", 3, *sorted(entity.computed)[:1]])] = 1
        return self.shuffled(row)

    def value(self, kind: FieldType, choices: tuple[str, ...], owner: str = "") -> Any:
        usual = _USUAL.get(kind, [0, 3, 2.5, "7", 1_000_000])
        if kind is FieldType.CHOICE:
            usual = list(choices)
        elif kind is FieldType.CHOICES:
            usual = [list(choices[:2]), ", ".join(choices[1:]), []]
        elif kind is FieldType.ACTION:
            usual = [name for name, entity in sorted(self.schema.actions.items()) if entity == owner]
        return self.or_odd(self.dice.choice(usual))

    def or_odd(self, value: Any) -> Any:
        """The value, or one that takes its place now and then."""
        return self.dice.choice([*_NUMBERS, *_AS_TEXT, *_ODD]) if self.is_odd() else value

    def is_odd(self) -> bool:
        return self.oddness > 0 and self.dice.randrange(self.oddness) == 0

    def shuffled(self, values: dict[Any, Any]) -> dict[Any, Any]:
        return dict(self.dice.sample(list(values.items()), len(values)))
