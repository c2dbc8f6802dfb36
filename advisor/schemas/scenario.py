"""JSON Schema of scenario files, made from a playbook."""

from collections.abc import Iterator

from advisor.advice.model import SetAsideReason
from advisor.english.lists import comma_list
from advisor.playbook.model import Priority, RuleBase, names_of
from advisor.playbook.types import FieldType
from advisor.playbook.vocabulary import POLICY, Entity
from advisor.schemas.state import (
    members_of,
    parameter_values,
    row_or_rows,
    state_definitions,
    state_record,
)
from advisor.schemas.values import (
    DRAFT,
    TEXT,
    Schema,
    described,
    known,
    list_of,
    one_or_more,
    or_null,
    re_escape,
    record_of,
    ref,
    spelled,
    value,
    words,
)
from advisor.source.json_text import Json

_ALONE = "the action alone where there is one of its kind."
_ITEM = f"An action and its subject, ACTION@ID; {_ALONE}"
_EXPECTED = f"Expected a known action with its subject, ACTION@ID; {_ALONE}"
_STATE = "A state, or the path of one from the folder of this file."
_WITH = "Changes to the state, by path; null makes a fact unknown, or gives it back its default."
_WITHOUT = "Rule sets and folders of the playbook to leave out."
_ROWS = "A table: each row is a scenario of its own, with its changes and what it expects."
_DAYS = "A story: what must hold on each day. What changes on a day stays so on the days after it."
_SAYS = "A piece of its title, reasons, steps or draft; letter case and blanks do not count."
_PIECES = "a piece of each; letter case and blanks do not count."
_SAYS_ASIDE = "A piece of its title, or of the sentence that tells why; letter case and blanks do not count."


def scenario_schema(playbook: RuleBase) -> Schema:
    """The schema of a scenario file, as a JSON value."""
    forms = comma_list(playbook.vocabulary.path_forms)
    expected_fact = f"Expected the path of a fact, such as {forms}."
    scenarios: Schema = {
        "description": "States on a day, and what the advice must be.",
        "type": "array",
        "items": ref("scenario"),
        "minItems": 1,
    }
    return {
        "$schema": DRAFT,
        "description": f"Scenarios for the playbook {playbook.name}.",
        **record_of({"defaults": ref("defaults"), "scenarios": scenarios}, ["scenarios"]),
        "allOf": [_unless_shared("state", {"required": ["state"]}), _unless_shared("as_of", _DAY)],
        "definitions": {
            "defaults": _defaults(playbook),
            "scenario": _scenario(playbook),
            "row": _case(name=described(TEXT, "What sets this row apart from the others.")),
            "day": _case(),
            "state": state_record(playbook),
            "with": _changes(playbook),
            "rule": known({rule.id: rule.because.text for rule in playbook.rules}, "rule"),
            "item": _short_form(playbook),
            "fact": {"type": "string", **spelled("|".join(_paths(playbook)), expected_fact)},
            "expect": _expectation(playbook),
            **dict(state_definitions(playbook)),
        },
    }


# A scenario has a day, unless it has several.
_DAY: Schema = {"if": {"required": ["days"]}, "else": {"required": ["as_of"]}}


def _unless_shared(key: str, wanted: Schema) -> Schema:
    """What holds of every scenario where the defaults of its file do not have a key."""
    shared: Schema = {"required": ["defaults"], "properties": {"defaults": {"required": [key]}}}
    return {"if": shared, "else": {"properties": {"scenarios": {"items": wanted}}}}


def _shared(playbook: RuleBase) -> dict[str, Json]:
    """What a file may say once for all of its scenarios."""
    left_out = known(dict.fromkeys(names_of(playbook), ""), "rule set or folder")
    return {
        "as_of": described(value(FieldType.DATE), "The day of the review."),
        "state": {"description": _STATE, "if": {"type": "string"}, "else": ref("state")},
        "without": described(one_or_more(left_out), _WITHOUT),
    }


def _defaults(playbook: RuleBase) -> Schema:
    text = "What holds for every scenario of this file that does not say otherwise."
    return described(record_of(_shared(playbook)), text)


def _scenario(playbook: RuleBase) -> Schema:
    date = value(FieldType.DATE)["pattern"]
    days = record_of({}, patternProperties={str(date): ref("day")}, minProperties=1)
    properties: dict[str, Json] = {
        "name": described(TEXT, "A sentence that no other scenario has."),
        **_shared(playbook),
        "with": described(or_null(ref("with")), _WITH),
        "expect": described(ref("expect"), "What the advice must hold."),
        "rows": described({"type": "array", "items": ref("row"), "minItems": 1}, _ROWS),
        "days": described(days, _DAYS),
    }
    parted: Schema = {"anyOf": [{"required": ["rows"]}, {"required": ["days"]}]}
    expecting: Schema = {"required": ["expect"]}
    return record_of(properties, ["name"]) | {"if": parted, "then": {"not": expecting}, "else": expecting}


def _case(**more: Schema) -> Schema:
    """A row or a day: changes, and what is expected then."""
    properties: dict[str, Json] = {
        **more,
        "with": described(or_null(ref("with")), _WITH),
        "expect": described(ref("expect"), "What the advice must hold."),
    }
    return record_of(properties, ["expect"])


def _changes(playbook: RuleBase) -> Schema:
    """Paths and their values: whole words where a path holds no id, patterns where it does."""
    plain: dict[str, Json] = {
        f"{POLICY}.{name}": schema for name, schema in parameter_values(playbook).items()
    }
    patterns: dict[str, Json] = {}
    for entity in playbook.vocabulary.sections.values():
        if entity.single:
            children = playbook.vocabulary.children(entity.name)
            plain |= {f"{entity.section}.{name}": member for name, member in members_of(entity).items()}
            plain |= {f"{entity.section}.{child.section}": row_or_rows(child) for child in children}
            patterns |= _inside(playbook, entity, re_escape(entity.section))
        else:
            stem = rf"{re_escape(entity.section)}\.[^.]+"
            patterns[f"^{stem}$"] = ref(f"{entity.name}.named")
            patterns |= {rf"^{stem}\.{name}$": member for name, member in members_of(entity).items()}
            patterns |= _inside(playbook, entity, stem)
    return record_of(plain, patternProperties=patterns)


def _inside(playbook: RuleBase, entity: Entity, stem: str) -> dict[str, Json]:
    """Paths to what is listed inside an entity: a list, one item of it, one fact of that."""
    patterns: dict[str, Json] = {}
    for child in playbook.vocabulary.children(entity.name):
        section = rf"{stem}\.{re_escape(child.section)}"
        patterns[f"^{section}$"] = row_or_rows(child)
        patterns[rf"^{section}\.\d+$"] = ref(f"{child.name}.row")
        patterns |= {rf"^{section}\.\d+\.{name}$": member for name, member in members_of(child).items()}
        patterns |= _inside(playbook, child, rf"{section}\.\d+")
    return patterns


def _expectation(playbook: RuleBase) -> Schema:
    cause: Schema = {"anyOf": [ref("rule"), ref("item"), {"type": "string", "pattern": r".+\..+"}]}
    rank = {**value(FieldType.COUNT), "minimum": 1}
    recommended = _item(
        {
            "rank": described(rank, "Its place among the recommendations."),
            "priority": described(words(Priority), "How urgent it is."),
            "deadline": described(value(FieldType.DATE), "By when."),
            "by": described(one_or_more(ref("rule")), "Rules among those that advise or move it."),
            "says": described(one_or_more(TEXT), _SAYS),
        },
    )
    set_aside = _item(
        {
            "reason": described(words(SetAsideReason), "Why it is set aside."),
            "by": described(
                cause, f"A rule{_events(playbook)}; of an all-clear or a letter what it yields to."
            ),
            "says": described(one_or_more(TEXT), _SAYS_ASIDE),
        },
    )
    properties: dict[str, Json] = {
        "recommended": _list(recommended, "What must be recommended."),
        "not_recommended": _list(ref("item"), "What must not be recommended; ACTION@* is every one."),
        "set_aside": _list(set_aside, "What must be set aside."),
        "next_steps": _list(ref("item"), "What must be a next step, in this order for one subject."),
        "asked": _list(ref("fact"), "Facts that must be asked for."),
        "not_asked": _list(ref("fact"), "Facts that must not be asked for."),
        "warnings": described(list_of(TEXT), f"What the state must be warned of, {_PIECES}"),
        "not_warned": described(list_of(TEXT), f"What the state must not be warned of, {_PIECES}"),
        "exact": described(value(FieldType.FLAG), "Whether nothing else may be recommended."),
    }
    return record_of(properties)


def _events(playbook: RuleBase) -> str:
    """The events that may set an action aside, as words after others; "" where there are none."""
    entities = playbook.vocabulary.entities
    for event in entities.values():
        owner = entities.get(event.belongs_to)
        if owner is not None and event.records_deeds and not owner.belongs_to:
            stem = owner.section if owner.single else f"{owner.section}.ID"
            return f", or an event such as {stem}.{event.section}.0, counted by date"
    return ""


def _list(item: Schema, text: str) -> Schema:
    return described(list_of(item), text)


def _short_form(playbook: RuleBase) -> Schema:
    """`action@subject`, with snippets for the editors that know them."""
    alone: list[str] = []
    about: list[str] = []
    snippets: list[Json] = []
    for action in playbook.actions.values():
        single = playbook.vocabulary.entities[action.entity].single
        (alone if single else about).append(re_escape(action.id))
        label, body = ("", "") if single else ("@", "@${1:ID}")
        label, body = action.id + label, action.id + body
        snippets.append({"label": label, "description": action.title.text, "body": body})
    forms = [rf"(?:{'|'.join(alone)})(?:\s*@.*)?"] if alone else []
    forms += [rf"(?:{'|'.join(about)})\s*@\s*\S.*"] if about else []
    return {
        "type": "string",
        "description": _ITEM,
        **spelled("|".join(forms), _EXPECTED),
        "defaultSnippets": snippets,
    }


def _item(more: dict[str, Json]) -> Schema:
    """The short form, or a mapping that says more."""
    properties: dict[str, Json] = {
        "action": described(ref("action"), "The action."),
        "subject": described(TEXT, "The id of its subject; left out where there is one of its kind."),
        **more,
    }
    return {"if": {"type": "object"}, "then": record_of(properties, ["action"]), "else": ref("item")}


def _paths(playbook: RuleBase) -> Iterator[str]:
    for section, entity in playbook.vocabulary.sections.items():
        stem = re_escape(section)
        yield from _facts(playbook, entity, stem if entity.single else rf"{stem}\..+")


def _facts(playbook: RuleBase, entity: Entity, stem: str) -> Iterator[str]:
    names = [*entity.fields, *entity.links]
    if names:
        yield rf"{stem}\.(?:{'|'.join(names)})"
    for child in playbook.vocabulary.children(entity.name):
        yield from _facts(playbook, child, rf"{stem}\.{re_escape(child.section)}\.(?:\d+|\*)")
