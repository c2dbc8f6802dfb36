"""Random playbooks and states: every form of condition, over a vocabulary made up with them."""

from dataclasses import dataclass
from itertools import product

from hypothesis import strategies as st

from advisor.facts import State
from tests.engine.among import among
from tests.engine.calculations import calculations
from tests.engine.texts import actions, conduct, constraints
from tests.engine.words import AS_OF, KINDS, NUMBERS, POLICY, TARGETS, UNORDERED, WRITTEN, Words
from tests.engine.written import Json, Written

DAY_COUNTS = ["days_since", "days_until", "business_days_since", "business_days_until"]
DATED = ["latest", "earliest"]
OVER_RELATED = ["count", "sum", "max", "min", "average", *DATED]
SECTIONS = {"deal": "deals", "firm": "firms"}
LEVELS = {"c0": 0, "c1": 0, "c2": 1, "c3": 2}
ANY_LEVEL = 9
LIST = "z"  # the name of an entity's list, where it has one
PERIODS: list[Json] = [{"from": AS_OF}, {"until": AS_OF}, {"until": "2026-11-22"}, {"from": "2026-11-22"}]


@dataclass(frozen=True)
class Reading:
    """What a block may read: conclusions up to `level`, one less where their absence counts.

    `sign` is "+" where a truth is wanted, "-" where a falsehood is, "0" where both matter.
    """

    level: int
    sign: str = "+"

    def under(self, word: str) -> "Reading":
        """The same inside of `not`, `some`, `none`, `count` or `unless`."""
        after = {"not": "-+0", "some": "+00", "none": "0+0", "count": "000", "unless": "000"}[word]
        return Reading(self.level, after["+-0".index(self.sign)])

    def most(self, wanted: bool) -> int:
        """The highest level of a conclusion that may be tested for being drawn (or not)."""
        return self.level - (self.sign != ("+" if wanted else "-"))


@st.composite
def vocabularies(draw: st.DrawFn) -> Words:
    kinds = among(KINDS)
    fields: dict[str, dict[str, str]] = {}
    links: dict[str, dict[str, str]] = {}
    for entity, targets in TARGETS.items():
        count = draw(st.integers(1, len(targets) + 1)) - 1
        links[entity] = {f"to{n}": target for n, target in enumerate(targets[:count])}
        fields[entity] = {f"x{n}": draw(kinds) for n in range(draw(st.integers(1, 4)))}
    return Words(fields, links)


@st.composite
def unary_tests(draw: st.DrawFn, words: Words, entity: str, kind: str, depth: int = 2) -> Json:
    values = WRITTEN[kind][:2]
    forms = ["is", "is", "presence", "path", "path", "other"] + ["list", "complement"] * (depth > 0)
    ordered = ["order", "order", "interval", "calculation"] * (kind not in UNORDERED)
    if kind in ("choices", "text"):
        nested = ["list", "complement"] * (depth > 0)
        forms = ["presence", "among", "among"] + nested + forms * (kind == "text")
    form = draw(among([*forms, *ordered]))
    inner = unary_tests(words, entity, kind, depth - 1)
    if form == "among":
        key, pieces = (
            ("has", WRITTEN["choice"]) if kind == "choices" else ("contains", ["P", "q", "a  p", "D"])
        )
        return {key: draw(st.lists(among(pieces), min_size=1, max_size=2) | among(pieces))}
    if form == "presence":
        return draw(among(["known", "unknown"]))
    if form == "list":
        return draw(st.lists(inner, min_size=1, max_size=2))
    if form == "complement":
        return {"not": draw(inner)}
    if form == "interval":
        opening, closing = draw(among([*product("[(", "])"), (" ", " ")]))
        low, high = draw(st.permutations(WRITTEN[kind][:3]))[:2]
        if draw(among([True, False])):
            low = draw(calculations(words, entity, kind))
        return f"{opening}{low}..{high}{closing}".strip()
    if form == "calculation":
        operator = draw(among(["=", "!=", "<", "<=", ">", ">="]))
        return f"{operator} {draw(calculations(words, entity, kind))}"
    right = [
        path for path, its in words.paths(entity) if its == kind and (kind not in UNORDERED or "." in path)
    ]
    if form == "path" and right:
        operators = ["=", "!="] if kind in UNORDERED else ["=", "!=", "<", "<=", ">", ">="]
        return f"{draw(among(operators))} {draw(among(right))}"
    if form == "order":
        return f"{draw(among(['<', '<=', '>', '>=']))} {draw(among(values))}"
    value = draw(among(values))
    return f"!= {value}" if form == "other" else value


@st.composite
def entries(draw: st.DrawFn, words: Words, entity: str, reading: Reading, depth: int) -> dict[str, Json]:
    """A block of one entry."""
    drawn = [
        (prefix + name, wanted)
        for (prefix, here), name, wanted in product(words.ways(entity), LEVELS, (True, False))
        if (here, name) in words.concluded and LEVELS[name] <= reading.most(wanted)
    ]
    related = words.related(entity)
    forms = ["field"] * 3 + ["drawn"] * 4 * bool(drawn)
    forms += (["all", "any", "any", "not"] + ["some", "some", "none", "count"] * bool(related)) * (depth > 0)
    form = draw(among(forms))
    if form == "field":
        path, kind = draw(among(words.paths(entity)))
        return {path: draw(unary_tests(words, entity, kind))}
    if form == "drawn":
        path, wanted = draw(among(drawn))
        return {path: "true" if wanted else "false"}
    if form in ("all", "any"):
        inner = blocks(words, entity, reading, depth - 1)
        return {form: draw(st.lists(inner, min_size=1, max_size=3))}
    if form == "not":
        return {"not": draw(blocks(words, entity, reading.under(form), depth - 1))}
    other = draw(among(related))
    over = {other: draw(blocks(words, other, reading.under(form), depth - 1))}
    if form == "count":
        return {"count": {"of": over, "is": draw(unary_tests(words, entity, "count", 1))}}
    return {form: over}


@st.composite
def blocks(draw: st.DrawFn, words: Words, entity: str, reading: Reading, depth: int) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for _ in range(draw(among([1, 1, 2, 3]))):
        found |= draw(entries(words, entity, reading, depth))
    return found


@st.composite
def computed(draw: st.DrawFn, words: Words, entity: str) -> dict[str, Json]:
    """Computed fields; each is added to the words, so that the next may read it."""
    found: dict[str, Json] = {}
    for number in range(draw(st.integers(0, 2))):
        made = draw(formulas(words, entity))
        if made is None:
            break
        kind, found[f"y{number}"] = made
        words.fields[entity][f"y{number}"] = kind
    return found


@st.composite
def formulas(draw: st.DrawFn, words: Words, entity: str) -> tuple[str, Json] | None:
    """The type and the formula of one; None where there is nothing that it could be made of."""
    dates = [name for name, kind in words.fields[entity].items() if kind == "date"]
    forms = ["value", "cases", *DAY_COUNTS * bool(dates), *OVER_RELATED * bool(words.related(entity))]
    form = draw(among(forms))
    if form in ("value", "cases"):
        kind = draw(among(NUMBERS))
        return kind, {"type": kind, "value": draw(values(words, entity, kind, cases=form == "cases"))}
    if form in DAY_COUNTS:
        return "days", {form: draw(among(dates))}
    other = draw(among(words.related(entity)))
    over = {other: draw(blocks(words, other, Reading(-1), 1))}
    if form == "count":
        return "count", {"count": over}
    fields = {name: kind for name, kind in words.fields[other].items() if name.startswith("x")}
    wanted = {"sum": ["count", "money"], "max": NUMBERS, "min": NUMBERS, "average": ["count", "percent"]}
    names = [name for name, kind in fields.items() if kind in wanted.get(form, KINDS)]
    days = [name for name, kind in fields.items() if kind == "date"]
    if not names or (form in DATED and not days):
        return None
    of = draw(among(names))
    by = {"by": draw(among(days))} if form in DATED else {}
    kind = "number" if form == "average" and fields[of] == "count" else fields[of]
    return kind, {form: {"of": of, **by, "over": over}}


@st.composite
def lists(draw: st.DrawFn, words: Words, entity: str) -> dict[str, Json]:
    """A list for sentences, or none; it is not among the words, since no condition reads it."""
    related = words.related(entity)
    if not related or draw(st.integers(0, 2)) == 0:
        return {}
    other = draw(among(related))
    paths = [(path, kind) for path, kind in words.paths(other) if not path.startswith(("policy.", "me."))]
    numbers = [path for path, kind in paths if kind in NUMBERS]
    of = draw(among([path for path, _ in paths]))
    formula: dict[str, Json] = {"of": of, "over": {other: draw(blocks(words, other, Reading(-1), 1))}}
    if draw(st.integers(0, 1)) and numbers:
        formula["by"] = draw(among(numbers))
    if first := draw(st.integers(0, 2)):
        formula["first"] = first
    return {LIST: {"list": formula}}


@st.composite
def values(draw: st.DrawFn, words: Words, entity: str, kind: str, *, cases: bool) -> Json:
    """An expression, or a list of cases."""
    expression = calculations(words, entity, kind)
    if not cases:
        return draw(expression)
    block = blocks(words, entity, Reading(-1), 1)
    several: list[Json] = [
        {"when": draw(block), "is": draw(expression)} for _ in range(draw(st.integers(1, 2)))
    ]
    return [*several, *([{"is": draw(expression)}] if draw(among([True, False])) else [])]


@st.composite
def on_actions(draw: st.DrawFn, entity: str) -> dict[str, Json]:
    """A consequence that speaks of an action."""
    verb = draw(among(["advise", "advise", "forbid", "raise", "lower"]))
    return {verb: f"call-{entity}"} | ({"priority": "high"} if verb == "advise" else {})


@st.composite
def rules(draw: st.DrawFn, words: Words, number: int) -> Json:
    concluding = draw(among([True, True, False]))
    if concluding:
        entity, name = draw(among(sorted(words.concluded)))
        same = [c for e, c in words.concluded if e == entity and LEVELS[c] == LEVELS[name]]
        names = sorted(same) if draw(st.integers(0, 3)) == 3 else [name]
        apart = len(names) > 1 and draw(st.booleans())
        follow = [{"conclude": one} for one in names] if apart else [{"conclude": names}]
        follow += [draw(on_actions(entity))] * draw(among([0, 0, 1]))
        level = LEVELS[name]
    else:
        entity, level = draw(among(sorted(words.fields))), ANY_LEVEL
        follow = [draw(on_actions(entity))]
    several = len(follow) > 1 or draw(st.integers(0, 5)) == 5
    targets: Json = {"then": draw(st.permutations(follow))} if several else follow[0]
    reading = Reading(level)
    when = {"when": draw(blocks(words, entity, reading, 3))}
    if draw(st.integers(0, 2)) == 2:
        when["unless"] = draw(blocks(words, entity, reading.under("unless"), 2))
    period = {"in_force": draw(st.sampled_from(PERIODS))} if draw(st.integers(0, 5)) == 5 else {}
    return {
        "id": f"r{number}",
        "for": entity,
        **when,
        **targets,
        **period,
        "because": "-",
        "claims": "C",
    }


@st.composite
def playbooks(draw: st.DrawFn, most: int = 8) -> tuple[Words, Written]:
    """A playbook as written, with its vocabulary."""
    words = draw(vocabularies())
    entities: dict[str, Json] = {
        entity: {"links": dict(words.links[entity]), "fields": {n: _field(k) for n, k in names.items()}}
        for entity, names in words.fields.items()
    }
    entities["me"]["single"] = "true"
    entities["deal"]["key"] = entities["firm"]["key"] = "id"
    entities["note"] |= {"belongs_to": "deal", "as": "log"}
    for entity, declared in entities.items():
        declared["computed"] = draw(computed(words, entity))
    for entity, declared in entities.items():
        declared["computed"] |= draw(lists(words, entity))
    whole = [(entity, name) for entity in entities for name in LEVELS]
    words.concluded.update(draw(st.lists(among(whole), min_size=1, max_size=5, unique=True)))
    base = [_base(entity, listed=LIST in entities[entity]["computed"]) for entity in entities]
    base += [_used(entity, name) for entity, name in sorted(words.concluded)]
    drafts = [*base, *(draw(rules(words, n)) for n in range(draw(st.integers(3, most))))]
    policy = {kind: {"type": kind, **draw(policy_values(kind))} for kind in POLICY}

    def about_facts(entity: str) -> st.SearchStrategy[dict[str, Json]]:
        return blocks(words, entity, Reading(-1), 2)

    def about_all(entity: str) -> st.SearchStrategy[dict[str, Json]]:
        return blocks(words, entity, Reading(ANY_LEVEL), 1)

    sections: dict[str, Json] = {
        "entities": entities,
        "policy": policy,
        "documents": {"D": {"title": "-"}},
        "claims": {"C": {"document": "D", "section": "-", "kind": "rule", "says": "-"}},
        "ruleset": "random",
        **draw(conduct()),
    }
    return words, Written(
        sections,
        rules=drafts,
        constraints=draw(constraints(list(entities), about_facts)),
        actions={f"call-{e}": draw(actions(words, e, about_all)) for e in entities},
    )


@st.composite
def policy_values(draw: st.DrawFn, kind: str) -> dict[str, Json]:
    """One value of a parameter, or two of which the second holds from a day near that of the review on."""
    if draw(st.integers(0, 2)) < 2:
        return {"value": POLICY[kind]}
    later = draw(among([AS_OF, "2026-11-22", "2026-11-24"]))
    return {"values": {"2026-01-01": POLICY[kind], later: draw(among(WRITTEN[kind][:3]))}}


def _field(kind: str) -> Json:
    named = {"quoted": "true"} if kind == "text" else {}
    return {"type": kind, **named} | ({"of": WRITTEN["choice"]} if kind in ("choice", "choices") else {})


def _base(entity: str, *, listed: bool) -> Json:
    """Somebody advises every action, and names what is listed."""
    when = {"x0": "known"}
    base = {
        "id": f"base-{entity}",
        "for": entity,
        "when": when,
        "advise": f"call-{entity}",
        "priority": "low",
    }
    return {**base, "because": f"{{{LIST}}} -" if listed else "-", "claims": "C"}


def _used(entity: str, name: str) -> Json:
    """Somebody reads every conclusion."""
    used = {"id": f"use-{entity}-{name}", "for": entity, "when": {name: "true"}, "raise": f"call-{entity}"}
    return {**used, "because": "-", "claims": "C"}


@st.composite
def states(draw: st.DrawFn, words: Words) -> State:
    """A state for a vocabulary: a few of everything, much of it unknown, and no link that leads nowhere."""
    ids = {
        "deal": [f"d{n}" for n in range(draw(st.integers(0, 4)))],
        "firm": [f"f{n}" for n in range(draw(st.integers(0, 3)))],
    }

    def row(entity: str) -> dict[str, Json]:
        values: dict[str, Json] = {
            name: draw(among([*WRITTEN[kind], None]))
            for name, kind in words.fields[entity].items()
            if name.startswith("x")
        }
        values |= {
            name: value.split(", ") * (value != "-")
            for name, value in values.items()
            if words.fields[entity].get(name) == "choices" and value and "," not in value.replace(", ", "")
        }
        links = {n: draw(among([*ids[to], None])) for n, to in words.links[entity].items()}
        return {**values, **links}

    state: dict[str, Json] = {"as_of": AS_OF, "me": row("me")}
    for entity, section in SECTIONS.items():
        state[section] = [{"id": key, **row(entity)} for key in ids[entity]]
    for deal in state["deals"]:
        deal["log"] = [row("note") for _ in range(draw(among([0, 0, 1, 2, 3])))]
    return State.from_values(state)
