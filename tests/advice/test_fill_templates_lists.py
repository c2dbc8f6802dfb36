"""Lists in sentences: whom they name, in which order, and in what words."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.advice.fill_templates import Fillers
from advisor.engine import Program
from advisor.facts import State
from advisor.playbook.expressions import Path, Root
from advisor.playbook.formulas import ListOf
from advisor.playbook.types import FieldType, Value, speak
from advisor.playbook.vocabulary import Template
from advisor.source.diagnostic import Location
from tests.advice.toy import ACTIONS, ENTITIES, contract, review, rule
from tests.engine.generate import LIST, playbooks, states
from tests.engine.meaning import Meaning
from tests.engine.words import Words
from tests.engine.written import Json, Written, as_playbook

ACTIVE: Json = {"contract": {"status": "active"}}


def with_list(entity: str = "profile", unknown: str = "", **formula: Json) -> Json:
    """The toy's vocabulary with a list "several" of an entity."""
    entities = deepcopy(ENTITIES)
    computed = {"list": {"over": ACTIVE, **formula}} | ({"if_unknown": unknown} if unknown else {})
    entities[entity].setdefault("computed", {})["several"] = computed
    return entities


def said(text: str, entities: Json, *contracts: Json, **state: Json) -> str:
    """A reason for the first contract, which is active; the others are as they are told."""
    first, *others = contracts
    shown = [contract("c0", status="active", **first)]
    shown += [contract(f"c{n}", f1=False, **facts) for n, facts in enumerate(others, start=1)]
    (item,) = review(
        [rule("advise", "call", because=text)], *shown, entities=entities, **state
    ).recommendations
    return item.reasons[0].text


def active(**facts: Json) -> Json:
    return {"status": "active", **facts}


CLIENTS: Json = [{"id": "k", "name": "Kim"}, {"id": "l", "name": "Lee"}, {"id": "m"}]


@pytest.mark.parametrize(
    ("contracts", "words"),
    [
        ([{"motto": "A"}], "“A”"),
        ([{"motto": "A"}, active(motto="B")], "“A” and “B”"),
        ([{"motto": "A"}, active(motto="B"), active(motto="C")], "“A”, “B” and “C”"),
        ([{"motto": "A"}, {"status": "ended", "motto": "B"}, {"motto": "C"}], "“A”"),
        ([{"motto": "A"}, active(), active(motto="C")], "“A”, the motto and “C”"),
        ([{}, active(motto="B")], "The motto and “B”"),
        ([{"motto": "a."}, active()], "“a.” and the motto"),
        ([{"motto": "A"}, active(motto="B"), active(motto="A")], "“A” and “B”"),
    ],
)
def test_a_list_names_those_of_which_its_block_is_known_to_hold(contracts: list[Json], words: str) -> None:
    assert said("{profile.several} wait.", with_list(of="motto"), *contracts) == f"{words} wait."


def test_ids_stand_in_the_order_of_their_numbers() -> None:
    contracts = [{"motto": "0"}, *(active(motto=str(number)) for number in range(1, 12))]

    assert said("{profile.several}", with_list(of="motto"), *contracts) == (
        "“0”, “1”, “2”, “3”, “4”, “5”, “6”, “7”, “8”, “9”, “10” and “11”"
    )


def test_a_list_of_nothing_is_unknown() -> None:
    ended: Json = {"contract": {"status": "ended"}}

    assert said("Do {profile.several} wait?", with_list(of="motto", over=ended), {}) == "Do the several wait?"
    entities = with_list(of="motto", over=ended, unknown="some of them")
    assert said("{profile.several} wait.", entities, {}) == "Some of them wait."


@pytest.mark.parametrize(
    ("by", "values", "words"),
    [
        ("earned", [5, 50, "7.50"], "“B”, “C” and “A”"),
        ("feedback_received", ["4.9", 5, 4], "“B”, “A” and “C”"),
        ("due", ["2026-01-01", "2025-01-01", "2026-02-01"], "“C”, “A” and “B”"),
        ("idle", [None, None, None], "“A”, “B” and “C”"),
        ("earned", [None, 0, 5], "“C”, “B” and “A”"),
        ("earned", [5, 7, 5], "“B”, “A” and “C”"),
        ("client.value", [None, None, None], "“A”, “B” and “C”"),
    ],
)
def test_those_with_the_most_come_first(by: str, values: list[Json], words: str) -> None:
    entities = with_list(of="motto", by=by)
    entities["client"]["fields"]["value"] = {"type": "money"}
    fields = [{by: value} if value is not None else {} for value in values]
    contracts = [active(motto=name, **more) for name, more in zip("ABC", fields, strict=True)]
    del contracts[0]["status"]

    assert said("{profile.several}", entities, *contracts) == words


def test_no_more_are_named_than_the_first() -> None:
    contracts: list[Json] = [{"motto": "A", "earned": 1}, *(active(motto=m, earned=9) for m in "BBCD")]

    assert said("{profile.several}", with_list(of="motto", by="earned", first=3), *contracts) == (
        "“B”, “C” and “D”"
    )
    assert said("{profile.several}", with_list(of="motto", by="earned", first=9), *contracts) == (
        "“B”, “C”, “D” and “A”"
    )
    assert said("{profile.several}", with_list(of="motto", first=1), *contracts) == "“A”"


@pytest.mark.parametrize(
    ("of", "words"),
    [
        ("client.name", "Kim, Lee and your client"),
        ("client", "k, l, m and your client"),
        ("earned", "1,200, 5 and the earned"),
        ("status", "active"),
        ("idle", "204 days and the idle"),
    ],
)
def test_a_list_is_of_any_field(of: str, words: str) -> None:
    contracts = [
        {"client": "k", "earned": 1200, "moved": "2026-05-01"},
        active(client="l", earned=5),
        active(client="k", earned=1200),
        active(client="m"),
        active(),
    ]

    assert said("{profile.several}", with_list(of=of), *contracts, clients=CLIENTS) == words


def test_a_list_of_what_is_linked_names_its_own_alone() -> None:
    entities = with_list("client", of="title", unknown="nothing")
    contracts: list[Json] = [{"client": "k"}, active(title="Flyer", client="k"), active(title="Site")]

    assert said("So {client.several}", entities, *contracts, clients=CLIENTS) == "So Logo and Flyer"
    # Without a client nobody can tell, and of the contract without one neither.
    assert said("So {client.several}", entities, {}, clients=CLIENTS) == "So nothing"


def test_a_list_is_said_in_full_each_time_and_bare_in_a_label() -> None:
    entities = with_list(of="motto")
    entities["contract"]["label"] = "{profile.several}"
    actions = {
        "call": {**ACTIONS["call"], "title": "Call {profile.several}", "steps": ["{profile.several}!"]}
    }
    (item,) = review(
        [rule("advise", "call")],
        contract(status="active", motto="A"),
        contract("d", f1=False, status="active", motto="B"),
        entities=entities,
        actions=actions,
    ).recommendations

    assert (item.title, item.steps) == ("Call “A” and “B”", ("“A” and “B”!",))
    assert item.subject.label == "A and B"


@pytest.mark.parametrize(("words", "filled"), [({}, "A and B"), ({"and": "und"}, "A und B")])
def test_the_word_before_the_last_is_the_playbooks(words: Json, filled: str) -> None:
    sections: Json = {
        "words": words,
        "entities": {
            "landlord": {
                "single": True,
                "fields": {"old": {"type": "flag"}},
                "computed": {"several": {"list": {"of": "name", "over": {"flat": {"name": "known"}}}}},
            },
            "flat": {"key": "id", "fields": {"name": {"type": "text"}}},
        },
        "actions": {"look": {"for": "landlord", "title": "{several}", "effort": "low"}},
        "documents": {"D": {"title": "-"}},
        "claims": {"C": {"document": "D", "section": "-", "kind": "rule", "says": "-"}},
        "ruleset": "flats",
        "rules": [
            {
                "id": "old",
                "for": "landlord",
                "when": {"old": True},
                "advise": "look",
                "priority": "low",
                "because": "-",
                "claims": "C",
            }
        ],
    }
    program = Program(as_playbook(sections))
    state = State.from_values(
        {"as_of": "2026-11-21", "flats": [{"id": "f", "name": "A"}, {"id": "g", "name": "B"}, {"id": "h"}]}
    )
    run = program.run(program.builder.build(state, None, 0))
    title = program.playbook.actions["look"].title

    assert Fillers(program).fill(title, run.view, run.facts.rows["landlord"][0]) == filled


@given(playbooks(), st.data())
def test_random_lists_agree_with_a_second_reading(made: tuple[Words, Written], data: st.DataObject) -> None:
    words, written = made
    program = Program(written.read())
    facts = program.builder.build(data.draw(states(words)), None, 0)
    run, meaning, fillers = program.run(facts), Meaning(program.playbook, facts), Fillers(program)

    for entity, rows in facts.rows.items():
        computed = program.playbook.vocabulary.entities[entity].computed.get(LIST)
        if computed is None:
            continue
        assert isinstance(computed.formula, ListOf)
        path = Path(LIST, Root.SUBJECT, (), entity, LIST, FieldType.LIST)
        template = Template(("So ", path), "", Location("it", 1, 1))
        for row in rows:
            texts = [_spoken(value, computed.formula.of) for value in meaning.listed(computed.formula, row)]
            expected = _joined(texts, computed.formula.first) or f"the {LIST}"
            assert fillers.fill(template, run.view, row) == f"So {expected}"


def _spoken(value: Value | None, of: Path) -> str:
    if value is None:
        return f"the {of.name}"
    return f"“{value}”" if of.kind is FieldType.TEXT else speak(value, of.kind)


def _joined(texts: list[str], first: int | None) -> str:
    named = [text for n, text in enumerate(texts) if text not in texts[:n]][:first]
    return ", ".join(named[:-1]) + (" and " if named[1:] else "") + "".join(named[-1:])
