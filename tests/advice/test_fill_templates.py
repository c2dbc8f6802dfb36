"""Words: templates filled from the facts."""

import pytest

from advisor.playbook.load import load_playbook
from tests.advice.toy import ENTITIES, contract, review, rule
from tests.engine.written import Json


def filled_text(text: str, *, client: Json = None, **facts: Json) -> str:
    """A rule's reason, filled."""
    clients = [] if client is None else [{"id": "acme", **client}]
    link = {} if client is None else {"client": "acme"}
    advice = review([rule("advise", "call", because=text)], contract(**link, **facts), clients=clients)
    ((reason,),) = [item.reasons for item in advice.recommendations]
    return reason.text


@pytest.mark.parametrize(
    ("text", "facts", "filled"),
    [
        ("{title} for {client.name}", {}, "Logo for your client"),
        ("{client.name} likes {title}.", {}, "Your client likes Logo."),
        ("So {title} waits. {title} rests! {title}? {title}", {"title": None}, "So this contract waits. "
         "This contract rests! This contract? This contract"),
        ("Line\n{client.name}: {title}", {"title": None}, "Line\nYour client: this contract"),
        ("{title} opens a sentence.", {"title": "logo"}, "logo opens a sentence."),
        ("{earned}, {idle}, {due}", {"earned": "1200", "moved": "2026-05-01", "due": "2026-12-01"},
         "1,200, 204 days, 1 December 2026"),
        ("{idle} and {due}", {}, "The idle and the due"),
        ("{policy.window}", {}, "7 days"),
        ("{rounds: one round|# rounds}", {"rounds": 1}, "One round"),
        ("Only {rounds: # round|# rounds} of {title}", {"rounds": 1}, "Only 1 round of Logo"),
        ("Only {rounds: one round|# rounds}", {"rounds": 1200}, "Only 1,200 rounds"),
        ("{rounds: one is|# are} {rounds: it|them}", {"rounds": 0}, "0 are them"),
        ("So {rounds: one round|# rounds}: {rounds: it is|they are}", {}, "So a few rounds: they are"),
        ("{bills: one bill|# bills} or {bills: one|many}", {}, "The bills or many"),
        ("{client}", {}, "Your client"),
        ("{{title}} and {f1}", {}, "{title} and yes"),
        ("{title}", {"title": "{profile.job_success} {0} {} %s"}, "{profile.job_success} {0} {} %s"),
    ],
)  # fmt: skip
def test_a_template_is_filled_as_values_are_spoken(text: str, facts: Json, filled: str) -> None:
    assert filled_text(text, **facts) == filled


@pytest.mark.parametrize(
    ("text", "facts", "filled"),
    [
        (
            "{motto}: {motto}, {motto}. {motto}",
            {"motto": "go"},
            "“go”: this contract, this contract. This contract",
        ),
        ("Is it {motto} or {title}?", {"motto": "“go”"}, "Is it “go” or Logo?"),
        ("{motto} and {motto}", {}, "The motto and the motto"),
        ("So {slogan} is {slogan}. {slogan}!", {"slogan": "stop"}, "So “stop” is your idea. Your idea!"),
    ],
)
def test_a_name_is_set_off_once(text: str, facts: Json, filled: str) -> None:
    assert filled_text(text, **facts) == filled


def test_a_draft_sets_a_name_off_again_and_a_label_does_not() -> None:
    actions = {
        "call": {
            "effort": "low",
            "title": "Call on {motto}",
            "steps": ["Say {motto}."],
            "message": "{motto}!",
        }
    }
    label = "{motto}, {motto}: {rounds: one round|# rounds}"
    entities = ENTITIES | {"contract": ENTITIES["contract"] | {"label": label}}

    called = contract(motto="go", rounds=2)
    (item,) = review([rule("advise", "call")], called, actions=actions, entities=entities).recommendations

    assert (item.title, item.steps, item.message) == ("Call on “go”", ("Say this contract.",), "“go”!")
    assert item.subject.label == "go, go: 2 rounds"


def test_what_stands_below_a_title_does_not_set_off_its_names_again() -> None:
    named = {
        "call": {
            "effort": "low",
            "title": "Call on {motto}",
            "steps": ["Say {motto}."],
            "message": "{motto}!",
        }
    }
    unnamed = {"call": named["call"] | {"title": "Call"}}
    rules = [
        rule("advise", "call", because="{motto} is due."),
        rule("raise", "call", because="So is {motto}."),
    ]

    def said(actions: Json) -> list[str | None]:
        (item,) = review(rules, contract(motto="go"), actions=actions).recommendations
        return [*(reason.text for reason in (*item.reasons, *item.moved_by)), *item.steps, item.message]

    assert said(named) == ["This contract is due.", "So is this contract.", "Say this contract.", "“go”!"]
    assert said(unnamed) == ["“go” is due.", "So is “go”.", "Say “go”.", "“go”!"]


def test_values_of_a_link_and_of_the_profile() -> None:
    assert filled_text("{client.name}, {client.id}, {client}", client={"name": "ACME"}) == "ACME, acme, acme"
    assert (
        filled_text("{client.name} has {profile.job_success}", client={}) == "Your client has the job success"
    )


@pytest.mark.parametrize(
    "placeholder",
    [
        *("client.__class__", "title.__class__", "client.name.upper", "title.upper()", "__class__"),
        *("title[0]", "title!r", "title:>10", "client[name]", "0", "", "title.{client}", "profile.__dict__"),
        *("policy.__class__", "policy", "client..name", "title.", ".title", "lambda: 1", "1 + 1"),
    ],
)
def test_a_placeholder_is_a_path_and_nothing_else(placeholder: str, tmp_path: Json) -> None:
    text = (
        "entities: {contract: {key: id, links: {client: client}, fields: {title: {type: text}}},"
        " client: {key: id, fields: {name: {type: text}}},"
        " profile: {single: true, fields: {n: {type: count}}}}\n"
        "documents: {D: {title: D}}\nclaims: {C: {document: D, section: s, kind: rule, says: s}}\n"
        "actions: {call: {for: contract, title: t, effort: low}}\nruleset: r\nrules:\n"
        "  - {id: r, for: contract, when: {title: known}, advise: call, priority: low, claims: C,"
        f' because: "{{{placeholder}}}"}}\n'
    )
    (tmp_path / "p.yaml").write_text(text)

    loaded = load_playbook((str(tmp_path),))

    assert loaded.playbook is None
    assert {problem.location.line for problem in loaded.diagnostics} == {7}


def test_a_recommendation_without_a_draft_has_no_message() -> None:
    (item,) = review([rule("advise", "call")]).recommendations

    assert item.message is None


def test_steps_titles_and_labels_are_filled_too() -> None:
    actions = {
        "call": {"effort": "low", "title": "Call {client.name}", "steps": ["Open {title}.", "{client}!"]}
    }

    (item,) = review([rule("advise", "call")], actions=actions).recommendations

    assert (item.title, item.steps) == ("Call your client", ("Open Logo.", "Your client!"))
    assert (item.subject.entity, item.subject.id, item.subject.label) == (
        *("contract", "c", "Logo (your client)"),
    )
