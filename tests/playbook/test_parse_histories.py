"""`history: true`: the standard record, which conditions call "event", and words of its own."""

from dataclasses import replace
from pathlib import Path

import pytest

from advisor.playbook.conditions import NoneOf
from advisor.playbook.load import load_playbook
from advisor.playbook.model import RuleBase

PLAYBOOK = """\
playbook: {name: Garden}
entities:
  garden: {single: true, history: true, fields: {name: {type: text}}}
  bed: {key: id, history: true, called: bed, fields: {plant: {type: text, if_unknown: the plant}}}
  tree: {key: id, links: {bed: bed}, history: yes, activity: [felled], fields: {felled: {type: date}}}
  stone: {key: id}
actions:
  water: {for: bed, title: "Water {plant}", effort: low}
  prune: {for: tree, title: Prune, effort: low}
  rest: {for: garden, title: Rest, effort: low}
documents: {D: {title: A book, authority: document}}
claims: {D-1: {document: D, section: One, kind: rule, says: "Water."}}
ruleset: garden
title: Garden
rules:
"""
BY_HAND = """\
entities:
  garden: {single: true, fields: {name: {type: text}}}
  garden_event:
    belongs_to: garden
    as: history
    called: event
    label: "{did} on {on}"
    fields:
      did: {type: action, ask: "What did you do?", says: "the action is {value}"}
      on:
        {type: date, past: true, ask: "When did you do it?", if_unknown: "some time ago",
         says: {value: "it was {value}", unknown: "it is not known when it was"}}
      reply:
        {type: choice, of: [none, yes, no], ask: "Was there an answer: none, yes or no?",
         says: {none: "no answer has come", yes: "the answer was yes", no: "the answer was no",
                unknown: "it is not known what the answer was"}}
      status:
        {type: choice, of: [done, snoozed, dismissed], default: done,
         ask: "Was it done, snoozed or dismissed?", says: "it is {value}"}
      until:
        {type: date, ask: "Until when is it put off?", if_unknown: "an open date",
         says: "the day until which it is put off"}
      note: {type: text, ask: "What should be remembered about it?", if_unknown: "no note"}
    computed:
      age: {days_since: on, if_unknown: "some time", says: "it was {value} ago"}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def rule(entity: str, action: str, when: str, name: str = "one") -> str:
    return (
        f"  - {{id: {name}, for: {entity}, when: {when}, advise: {action}, priority: low,\n"
        "     because: So, claims: D-1}\n"
    )


REST = rule("garden", "rest", "{name: known}", "rest")
RULES = (
    REST + rule("bed", "water", "{plant: known}", "water") + rule("tree", "prune", "{bed: known}", "prune")
)


def loaded(**files: str) -> tuple[RuleBase | None, str]:
    for name, text in files.items():
        Path(f"{name}.yaml").write_text(text, encoding="utf-8")
    result = load_playbook(tuple(f"{name}.yaml" for name in files))
    return result.playbook, "".join(f"{problem}\n" for problem in result.diagnostics)


def sound(**files: str) -> RuleBase:
    playbook, problems = loaded(**files)
    assert problems == ""
    assert playbook is not None
    return playbook


def problems(rules: str = "", **files: str) -> str:
    return loaded(all=PLAYBOOK + RULES + rules, **files)[1]


def test_the_record_is_what_an_author_would_write() -> None:
    mine = sound(a="entities:\n  garden: {single: true, history: true, fields: {name: {type: text}}}\n")
    by_hand = sound(a=BY_HAND)

    record = mine.vocabulary.entities["garden_event"]
    assert replace(record, is_standard=False) == by_hand.vocabulary.entities["garden_event"]
    assert mine.vocabulary.events == ("garden_event",)
    assert by_hand.vocabulary.events == ()


@pytest.mark.parametrize(
    ("subject", "action", "block", "entity"),
    [
        ("bed", "water", "{none: {event: {did: water, age: '< 3'}}}", "bed_event"),
        ("bed", "water", "{none: {bed_event: {did: water, event.age: '< 3'}}}", "bed_event"),
        ("tree", "prune", "{none: {event: {event.did: prune, on: '> tree.felled'}}}", "tree_event"),
        ("tree", "prune", "{none: {tree_event: {did: prune, tree_event.on: '> tree.felled'}}}", "tree_event"),
        ("garden", "rest", "{none: {event: {did: rest}}}", "garden_event"),
        ("garden", "rest", "{none: {bed_event: {did: water}}}", "bed_event"),
        ("garden", "rest", "{none: {bed: {some: {event: {did: water}}}}}", "bed bed_event"),
        ("bed", "water", "{none: {tree: {count: {of: {event: {did: prune}}, is: 2}}}}", "tree tree_event"),
    ],
)
def test_an_event_is_one_of_the_subject_that_the_block_is_about(
    subject: str, action: str, block: str, entity: str
) -> None:
    read = sound(all=PLAYBOOK + RULES + rule(subject, action, block)).rules

    when = next(one.when for one in read if one.id == "one")
    assert isinstance(when, NoneOf)
    inner = getattr(when.block, "relation", None)
    assert [one.entity for one in (when.relation, inner) if one] == entity.split()


def test_formulas_range_over_events_as_conditions_do() -> None:
    computed = """\
entities:
  bed:
    computed:
      waterings: {count: {event: {did: water}}}
      last_watered: {latest: {of: on, by: on, over: {event: {did: water}}}}
      answered: {latest: {of: reply, by: on, over: {event: {}}}}
      longest_ago: {max: {of: age, over: {event: {did: water}}}}
"""
    when = "{waterings: 2, last_watered: known, answered: none, longest_ago: '> 5 days'}"
    entities = sound(all=PLAYBOOK + RULES + rule("bed", "water", when), more=computed).vocabulary.entities

    kinds = {name: str(field.kind) for name, field in entities["bed"].computed.items()}
    assert kinds == {
        "waterings": "count",
        "last_watered": "date",
        "answered": "choice",
        "longest_ago": "days",
    }
    assert entities["bed"].computed["answered"].choices == ("none", "yes", "no")


def test_a_constraint_for_events_is_about_those_of_every_history() -> None:
    later = 'constraints:\n  - {for: event, holds: {until: ">= on"}, says: "it is put off into the past"}\n'
    one = 'constraints:\n  - {for: tree_event, holds: {on: ">= tree.felled"}, says: "it was no tree"}\n'

    read = sound(all=PLAYBOOK + RULES, later=later, one=one).constraints
    assert [constraint.entity for constraint in read] == [
        "garden_event",
        "bed_event",
        "tree_event",
        "tree_event",
    ]


def test_a_constraint_for_events_of_which_some_lack_a_field() -> None:
    text = 'constraints:\n  - {for: event, holds: {on: ">= tree.felled"}, says: "it was no tree"}\n'

    assert problems(more=text) == (
        'more.yaml:2:30: error[unknown-field]: an event has no field or conclusion "tree"\n'
        "    hint: the fields of an event are declared under entities:\n"
    )


def test_an_event_of_what_has_no_history() -> None:
    stone = "  - {id: one, for: stone, when: {some: {event: {did: water}}}, conclude: wet, because: So,\n"
    single = PLAYBOOK.replace("single: true, history: true", "single: true")

    assert problems(stone + "     claims: D-1}\n").startswith(
        'all.yaml:22:41: error[unknown-entity]: a stone has no history, and so no "event"\n'
        '    hint: write "history: true" under the entity "stone"\n'
    )
    assert loaded(all=single + RULES + rule("garden", "rest", "{none: {event: {did: rest}}}"))[1] == (
        'all.yaml:22:42: error[unknown-entity]: a garden has no history, and so no "event"\n'
        '    hint: write "history: true" under the entity "garden", or name those of another: '
        "bed_event, tree_event\n"
    )


def test_a_history_that_is_broken_is_to_blame_alone() -> None:
    broken = PLAYBOOK.replace("history: yes", "history: perhaps")

    assert loaded(all=broken + RULES + rule("tree", "prune", "{none: {event: {did: prune}}}"))[1] == (
        'all.yaml:5:47: error[wrong-value]: the entity "tree", history: found "perhaps", '
        "expected true or false\n"
    )


def test_a_playbook_on_top_gives_a_history() -> None:
    more = "entities:\n  stone: {history: true}\n"
    dry = "{none: {event: {reply: yes, weigher: known}}}"
    added = "  stone_event: {fields: {weigher: {type: text}}}\n"
    rules = "  - {id: one, for: stone, when: %s, advise: lift, priority: low, because: So, claims: D-1}\n"
    action = "actions: {lift: {for: stone, title: Lift, effort: low}}\n"

    playbook = sound(
        all=PLAYBOOK + RULES, more=more + added + action + "ruleset: stones\nrules:\n" + rules % dry
    )
    assert list(playbook.vocabulary.entities["stone_event"].fields) == [
        *("did", "on", "reply", "status", "until", "note"),
        "weigher",
    ]


def test_a_history_is_given_once() -> None:
    assert problems(more="entities: {bed: {history: true}}\n") == (
        "more.yaml:1:27: error[duplicate-id]: a bed has a history already, at all.yaml:4:27\n"
        "    hint: remove one\n"
    )
    assert problems(more="entities: {stone: {history: false}}\n") == ""


def test_a_playbook_on_top_of_the_first_edition_adds_to_event() -> None:
    assert problems(more="entities: {event: {fields: {how: {type: text}}}}\n").startswith(
        'more.yaml:1:12: error[reserved-name]: "event" cannot be an entity beside a history: '
        "conditions call its records so\n"
        "    hint: name it otherwise; what is added to the records stands under garden_event, bed_event, "
        "tree_event\n"
    )


WORDS = """entities:
  tree_event:
    called: Eintrag
    label: "{did}, am {on}"
    fields: {reply: {ask: "Kam eine Antwort?", says: {yes: ja}}}
    computed: {age: {if_unknown: "einige Zeit", says: "es ist {value} her"}}
"""


def test_a_playbook_gives_the_standard_fields_its_own_words() -> None:
    playbook = sound(all=PLAYBOOK + RULES, more=WORDS)

    record, other = (playbook.vocabulary.entities[name] for name in ("tree_event", "bed_event"))
    reply = record.fields["reply"]
    assert (record.called, record.label and record.label.text) == ("Eintrag", "{did}, am {on}")
    assert (reply.ask, reply.says) == ("Kam eine Antwort?", (("yes", "ja"),))
    assert (reply.kind, reply.choices) == (other.fields["reply"].kind, other.fields["reply"].choices)
    assert list(record.fields) == list(other.fields)
    assert record.computed["age"].says == (("value", "es ist {value} her"),)
    assert record.computed["age"].formula == other.computed["age"].formula
    assert (other.called, other.fields["reply"].ask) == ("event", "Was there an answer: none, yes or no?")


def test_words_of_standard_fields_that_are_none() -> None:
    again = "entities:\n  tree_event:\n    fields: {reply: {ask: Again?}}\n    computed: {age: {says: old}}\n"
    wrong = (
        "entities:\n  tree_event:\n    key: id\n    fields: {did: {default: water}, on: no}\n"
        "    computed: {age: {days_since: until}}\n"
    )

    assert problems(more=WORDS, again=again) == (
        'again.yaml:3:14: error[duplicate-id]: "reply" is declared already, at more.yaml:5:14\n'
        "    hint: rename one, or remove it\n"
        'again.yaml:4:16: error[duplicate-id]: "age" is declared already, at more.yaml:6:16\n'
        "    hint: rename one, or remove it\n"
    )
    assert problems(more=wrong) == (
        'more.yaml:3:5: error[duplicate-id]: the entity "tree_event" is declared already, at all.yaml:5:47\n'
        '    hint: only called, label, fields, computed can be added to it; leave "key" out\n'
        'more.yaml:4:20: error[unknown-key]: the field "did" of a history has no key "default"\n'
        "    hint: the keys here are ask, find, if_unknown, says\n"
        'more.yaml:4:41: error[wrong-shape]: the field "on" of a history: found "no", expected a mapping\n'
        '    hint: write each entry as "name: value"\n'
        'more.yaml:5:22: error[unknown-key]: the field "age" of a history has no key "days_since"\n'
        "    hint: the keys here are ask, find, if_unknown, says\n"
    )
