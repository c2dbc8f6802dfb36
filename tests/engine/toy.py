"""A small playbook to hang rules on, and what fires in it, by all three readings."""

from advisor.engine import Program
from advisor.engine.reference import reference_run
from advisor.facts import State
from advisor.playbook.model import RuleBase
from tests.engine.meaning import Meaning
from tests.engine.written import Json, as_playbook

ENTITIES: Json = {
    "me": {"single": True, "fields": {"n": {"type": "count"}, "x": {"type": "flag"}}},
    "firm": {"key": "id", "fields": {"n": {"type": "count"}, "x": {"type": "money"}}},
    "deal": {
        "key": "id",
        "links": {"firm": "firm", "after": "deal"},
        "fields": {
            **{letter: {"type": "count"} for letter in "abcden"},
            "x": {"type": "text"},
            "due": {"type": "date"},
        },
        "computed": {"notes": {"count": {"note": {"n": "> 1"}}}, "late": {"days_since": "due"}},
    },
    "note": {"belongs_to": "deal", "as": "log", "fields": {"n": {"type": "count"}, "x": {"type": "date"}}},
}
VERBS = ("conclude", "forbid", "raise", "lower", "advise")


def program(rules: dict[str, Json]) -> Program:
    """The rules by id, each `{for, when, VERB}`; what a rule needs besides is added."""
    return Program(book(rules))


def book(rules: dict[str, Json], **sections: Json) -> RuleBase:
    """The playbook with these rules; `sections` replace or add to the toy's own."""
    written = []
    for name, rule in rules.items():
        verb = {} if any(verb in rule for verb in (*VERBS, "then")) else {"raise": f"call-{rule['for']}"}
        priority = {"priority": "medium"} if "advise" in rule else {}
        written.append({"id": name, "because": "-", "claims": "C", **verb, **priority, **rule})
    entities = sections.pop("entities", ENTITIES)
    actions = {f"call-{e}": {"for": e, "title": "-", "effort": "low"} for e in entities}
    actions |= sections.pop("actions", {})
    drawing = [(rule["for"], one) for rule in written for one in (rule, *rule.get("then", ()))]
    drawn = {(entity, name) for entity, one in drawing for name in _names(one.get("conclude", []))}
    written += [_rule(f"use-{e}-{c}", e, {c: True}, "raise") for e, c in sorted(drawn)]
    written += [
        _rule(f"base-{name}", action["for"], {"any": [{"n": "99"}, {"n": f"{number}"}]}, "advise", name)
        for number, (name, action) in enumerate(actions.items(), start=100)
    ]
    claims = {"C": {"document": "D", "section": "-", "kind": "rule", "says": "-"}}
    documents = {"D": {"title": "-"}}
    whole = {"entities": entities, "actions": actions, "documents": documents, "claims": claims}
    return as_playbook({**whole, "ruleset": "toy", "rules": written, **sections})


def _names(targets: str | list[str]) -> list[str]:
    return [targets] if isinstance(targets, str) else targets


def _rule(name: str, entity: str, when: Json, verb: str, action: str = "") -> Json:
    priority = {"priority": "low"} if verb == "advise" else {}
    rule = {"id": name, "for": entity, "when": when, verb: action or f"call-{entity}", **priority}
    return {**rule, "because": "-", "claims": "C"}


def fired(program: Program, state: Json, day: str = "2026-11-21") -> set[tuple[str, str]]:
    """(rule, path of its subject) for each firing, of the rules that a test gave."""
    facts = program.builder.build(State.from_values({"as_of": day, **state}), None, 0)
    firings = program.run(facts).firings
    indexes = {(firing.rule.id, firing.row.index) for firing in firings}
    assert indexes == set(reference_run(program, facts)[1])
    assert indexes == Meaning(program.playbook, facts).firings()
    given = [firing for firing in firings if not firing.rule.id.startswith(("use-", "base-"))]
    return {(firing.rule.id, firing.row.path) for firing in given}


def subjects(program: Program, rule: str, state: Json, day: str = "2026-11-21") -> list[str]:
    """The ids of the subjects for which a rule fires."""
    return sorted(path.rpartition(".")[2] for name, path in fired(program, state, day) if name == rule)
