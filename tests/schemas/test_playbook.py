"""The schema of a playbook file: what it accepts, and where it finds what is not known."""

import inspect
import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from advisor.playbook import grammar, parse_declarations, parse_keys, parse_texts
from advisor.playbook.load import load_playbook
from advisor.playbook.types import FieldType, Mismatch, read_value
from advisor.playbook.units import UNNAMED, Units
from advisor.schemas.playbook import playbook_schema
from advisor.schemas.values import TEXT, offered, readings, value
from advisor.shipped import shipped_playbook
from advisor.source.diagnostic import Location, Severity
from advisor.source.tree import Scalar
from tests.as_editors_read import as_editor
from tests.schemas.reading import content, of, shipped, underlined, wrong

RULE = """\
ruleset: mine
rules:
  - id: mine
    for: {entity}
    when: {when}
    {verb}
    because: Why not?
    claims: [S1-01]
"""
WHEN = "rules.0.when"


def rule(when: str = "{status: active}", verb: str = "forbid: check-in", entity: str = "contract") -> str:
    return RULE.format(when=when, verb=verb, entity=entity)


def of_rule(*parts: str, **named: str) -> list[str]:
    return wrong("playbook", rule(*parts, **named))


def test_the_schema_is_sound() -> None:
    of(playbook_schema(shipped()))


@pytest.mark.parametrize(
    "when",
    [
        "{status: [active, paused], kind: {not: hourly}, dispute: '!= none'}",
        "{at_stake: '<= policy.small_stake', earned: '$1,200.50', escrow: 0, refunded: '> at_stake'}",
        "{idle: '> 6 months', days_since_end: 3..9, days_to_deadline: '[1 day .. 2 weeks)'}",
        "{started: 2026-05-01, ended: '>= 2026-05-01', feedback_received: 4.5, work_done_share: 80%}",
        "{fixable: yes, cancelled: false, work_delivered: unknown, scope_agreed: {not: true}}",
        "{client.responsive: true, profile.job_success: '< 90', policy.small_stake: '> 3', client: acme}",
        "{title: {contains: [invoice, 2024]}, client.name: {not: {contains: ltd}}}",
        "{in_play: true, going_south: no, title: 2024, missed_deadlines: [1, '>= 3']}",
        "{all: [{status: active}], any: [{not: {status: ended}}], none: {event: {}}}",
        "{count: {of: {event: {did: [check-in, keep-it-up], contract.client.hires: '> 3'}}, is: '>= 2'}}",
    ],
)
def test_every_kind_of_condition_passes(when: str) -> None:
    assert of_rule(when) == []


@pytest.mark.parametrize(
    ("when", "problems"),
    [
        ("{statos: active}", [f"{WHEN}: statos is not known"]),
        ("{client.respnsive: true}", [f"{WHEN}: client.respnsive is not known"]),
        ("{any: [{status: active}, {al: []}]}", [f"{WHEN}.any.1: al is not known"]),
        ("{some: {evnt: {}}}", [f"{WHEN}.some: evnt is not known"]),
        ("{some: {event: {did: chek-in}}}", [f"{WHEN}.some.event.did"]),
        ("{status: actve}", [f"{WHEN}.status"]),
        ("{status: [active, pausd]}", [f"{WHEN}.status.1"]),
        ("{status: {not: actve}}", [f"{WHEN}.status"]),
        ("{at_stake: '<= policy.smal_stake'}", [f"{WHEN}.at_stake"]),
        ("{at_stake: '<= policy.idle_after'}", [f"{WHEN}.at_stake"]),
        ("{policy.smal_stake: 3}", [f"{WHEN}: policy.smal_stake is not known"]),
        ("{fixable: maybe}", [f"{WHEN}.fixable"]),
        ("{title: {contain: x}}", [f"{WHEN}.title"]),
        ("{missed_deadlines: 1.5}", [f"{WHEN}.missed_deadlines"]),
        ("{escrow: -3, profile.job_success: 101}", [f"{WHEN}.escrow", f"{WHEN}.profile.job_success"]),
        ("{started: yesterday}", [f"{WHEN}.started"]),
        ("{in_play: known}", [f"{WHEN}.in_play"]),
        ("{count: {of: {event: {}}}}", [f"{WHEN}.count: 'is' is a required property"]),
    ],
)
def test_what_is_wrong_in_a_condition_is_found_at_its_place(when: str, problems: list[str]) -> None:
    assert of_rule(when) == problems


@pytest.mark.parametrize(
    ("verb", "problems"),
    [
        ("forbid: chek-in", ["rules.0.forbid"]),
        ("forbid: [check-in, chek-in]", ["rules.0.forbid.1"]),
        ("forbid: keep-it-up", ["rules.0.forbid"]),
        ("conclude: Wrong", ["rules.0.conclude"]),
        ("conclude: [new_one, in_play]", []),
        ("advise: check-in", ["rules.0: 'priority' is a dependency of 'advise'"]),
        ("advise: check-in\n    priority: lo", ["rules.0.priority"]),
    ],
)
def test_verbs_name_actions_for_the_subject(verb: str, problems: list[str]) -> None:
    assert of_rule(verb=verb) == problems


def test_a_rule_has_one_verb_and_only_known_keys() -> None:
    assert of_rule(verb="note: none") == ["rules.0"]
    assert of_rule(verb="forbid: check-in\n    raise: check-in") == ["rules.0"]
    assert of_rule(verb="forbid: check-in\n    weight: 3") == ["rules.0: weight is not known"]
    assert of_rule(verb="forbid: check-in\n    priority: low") == [
        "rules.0: 'advise' is a dependency of 'priority'"
    ]


def test_an_exception_is_a_block_as_well() -> None:
    assert of_rule(verb="unless: {status: ended, client.responsive: true}\n    forbid: check-in") == []
    assert of_rule(verb="unless: {}\n    forbid: check-in") == ["rules.0.unless"]
    assert of_rule(verb="unless: {hires: 3}\n    forbid: check-in") == ["rules.0.unless: hires is not known"]


def test_constraints_are_about_what_they_are_for() -> None:
    right = "{for: contract, holds: {ended: '>= started'}, says: So it is, severity: error}"
    wrong_field = "{for: client, holds: {ended: known}, says: So it is}"

    assert wrong("playbook", f"constraints: [{right}]") == []
    assert wrong("playbook", f"constraints: [{wrong_field}]") == ["constraints.0.holds: ended is not known"]
    assert wrong("playbook", "constraints: [{for: client, holds: {}}]") == [
        "constraints.0.holds",
        "constraints.0: 'says' is a required property",
    ]


def test_the_subject_decides_which_fields_there_are() -> None:
    assert of_rule("{hires: 3}") == [f"{WHEN}: hires is not known"]
    assert of_rule("{hires: 3}", "conclude: new_client", "client") == []
    assert of_rule("{hires: 3}", "conclude: x", "clint") == ["rules.0.for"]


def test_claims_are_those_of_the_playbook() -> None:
    text = rule()

    assert wrong("playbook", text.replace("[S1-01]", "[S1-01, S9-99]")) == ["rules.0.claims.1"]
    assert wrong("playbook", text.replace("[S1-01]", "S9-99")) == ["rules.0.claims"]
    assert wrong("playbook", text.replace("[S1-01]", "[]")) == ["rules.0.claims"]


def test_deadlines_and_periods() -> None:
    good = "{field: ended, plus: policy.feedback_window}"
    verb = "advise: check-in\n    priority: low\n    deadline: {0}\n    in_force: {1}"

    assert of_rule(verb=verb.format(good, "{from: 2026-01-01}")) == []
    assert of_rule(verb=verb.format("{field: endd, plus: a while}", "{until: soon}")) == [
        "rules.0.deadline.field",
        "rules.0.deadline.plus",
        "rules.0.in_force.until",
    ]


NEW = """\
playbook: {name: mine, extends: ../rules}
entities:
  contract:
    fields:
      budget: {type: money, default: $300, ask: "What is the budget?"}
      mood: {type: choice, of: [good, bad], says: {good: "all is well"}}
    computed: {days_since_budget: {days_since: started}, reviews: {count: {event: {did: check-in}}}}
  invoice: {key: id, links: {contract: contract}, fields: {paid: {type: flag}}}
policy: {my_stake: {type: money, value: 80}}
groups: {mine: {title: Mine}}
actions:
  my-action: {for: contract, title: Do it, effort: low, repeat: {after: 30 days}}
  my-letter:
    for: contract
    effort: high
    title: "{open_issues: One thing|# things} to write"
    steps: [Think., {text: Look., when: {escrow: "> 0"}}]
    message: [{when: {fault: mine, going_south: true}, text: Sorry.}, {text: Hello.}]
messages:
  language: en
  lists: {kind: nice}
  never:
    - {id: mine, any_of: "{kind} review", near: [five, "* stars"], within: message, says: begs, instead: ask}
documents: {M: {title: My notes, author: me, year: 2026}}
claims: {M-1: {document: S1, section: All, kind: rule, says: Do it.}}
override:
  policy: {small_stake: {value: 400, because: My clients pay more.}}
  rules: {refund-when-dispute-likely: {disabled: true, because: Not here.}}
"""


def test_a_file_of_ones_own_may_declare_new_things() -> None:
    assert wrong("playbook", NEW) == []


def test_what_a_layer_declares_is_known_once_the_schema_is_made_with_it(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(NEW.replace(", extends: ../rules", ""))
    using = (
        "ruleset: mine\nrules:\n  - {id: a, for: contract, when: {budget: '< policy.my_stake', mood: bad}, "
        "advise: my-action, priority: low, because: So., claims: [M-1]}\n"
    )
    loaded = load_playbook((shipped_playbook(), str(tmp_path)))

    # Nobody advises the new action yet: the schema helps to write who does.
    assert {problem.severity for problem in loaded.diagnostics} == {Severity.WARNING}
    assert loaded.draft is not None
    assert underlined(of(playbook_schema(loaded.draft)), using) == []
    assert wrong("playbook", using) == [
        "rules.0.advise",
        "rules.0.claims.0",
        "rules.0.when: budget, mood is not known",
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("type: money, default", "type: mony, default", "entities.contract.fields.budget.type"),
        ("default: $300", "default: lots", "entities.contract.fields.budget.default"),
        ("of: [good, bad], ", "", "entities.contract.fields.mood: 'of' is a required property"),
        ("{contract: contract}", "{contract: contrct}", "entities.invoice.links.contract"),
        ("value: 80", "value: many", "policy.my_stake.value"),
        ("effort: low", "effort: lo", "actions.my-action.effort"),
        ("repeat: {after: 30 days}", "repeat: sometimes", "actions.my-action.repeat"),
        ("effort: low", "effort: low, rung: 1", "actions.my-action: 'group' is a dependency of 'rung'"),
        ("document: S1", "document: S7", "claims.M-1.document"),
        ("kind: rule", "kind: law", "claims.M-1.kind"),
        ("small_stake: {value", "smal_stake: {value", "override.policy: smal_stake is not known"),
        ("disabled: true", "disabled: perhaps", "override.rules.refund-when-dispute-likely.disabled"),
        ("groups:", "grups:", ": grups is not known"),
        ("{escrow:", "{escrw:", "actions.my-letter.steps.1.when: escrw is not known"),
        ("text: Look., when", "when", "actions.my-letter.steps.1: 'text' is a required property"),
        ("fault: mine", "fault: yours", "actions.my-letter.message.0.when.fault"),
        ("{text: Hello.}", "Hello.", "actions.my-letter.message.1"),
        ("{text: Hello.}", "{txt: x, text: Hello.}", "actions.my-letter.message.1: txt is not known"),
        ("within: message", "within: mail", "messages.never.0.within"),
        ("near: [five", "nearby: [five", "messages.never.0: nearby is not known"),
    ],
)
def test_declarations_are_checked_too(old: str, new: str, problem: str) -> None:
    assert old in NEW
    assert wrong("playbook", NEW.replace(old, new)) == [problem]


def test_the_schema_has_the_keys_that_the_parser_reads() -> None:
    schema = content("playbook")
    keys, field = (schema["definitions"][name]["properties"] for name in ("rule", "field"))
    entity = schema["properties"]["entities"]["additionalProperties"]["properties"]

    assert list(schema["properties"]) == grammar.FILE.names
    assert set(keys) == set(grammar.RULE.names)
    assert set(field) == set(grammar.FIELD.names)
    assert set(entity) == set(grammar.ENTITY.names)
    actions = "".join(inspect.getsource(module) for module in (parse_declarations, parse_keys, parse_texts))
    for key in schema["properties"]["actions"]["additionalProperties"]["properties"]:
        assert f'"{key}"' in actions


def test_hover_shows_the_question_of_a_field_and_the_words_of_a_claim() -> None:
    definitions = content("playbook")["definitions"]

    assert definitions["contract.escrow"]["description"] == (
        "How much money is in escrow (project funds) for this contract? Say 0 if there is none. "
        "Where to look: the contract page, Milestones. An amount of money."
    )
    assert definitions["contract.idle"]["description"] == (
        "Computed: days since last_activity. A number of days."
    )
    assert definitions["contract.in_play"]["description"] == (
        "A conclusion: true where it is drawn, by contract-is-in-play."
    )
    assert definitions["policy.small_stake"]["description"] == (
        "Up to here fighting for the money does not pay. An amount of money, now $250."
    )
    offers = {offer["const"]: offer["description"] for offer in definitions["claim"]["anyOf"] if offer}
    assert offers == {claim.id: claim.says for claim in shipped().claims.values()}


WRITTEN = st.one_of(
    st.from_regex(
        r"\A(\$|€ |chf )?[0-9]{1,4}(,[0-9]{3})?(\.[0-9]{1,3})?"
        r"( ?(%|h|hours?|days?|weeks?|years?|points?|€))?\Z"
    ),
    st.dates().map(str),
    st.sampled_from(["true", "YES", "No", "False", "active", "none", " 3 ", "known", "1e3", "0x1F", "007"]),
    st.text(max_size=8),
)


UNITS = st.sampled_from([UNNAMED, Units("$"), Units("€", after=True, below=("$",)), Units("CHF")])


@given(text=WRITTEN, quoted=st.booleans(), kind=st.sampled_from(list(FieldType)), units=UNITS)
@example(text="FALSE", quoted=False, kind=FieldType.FLAG, units=UNNAMED)
@example(text="1,200.50", quoted=False, kind=FieldType.MONEY, units=UNNAMED)
@example(text="1,200.50 €", quoted=False, kind=FieldType.MONEY, units=Units("€"))
@example(text="chf 5", quoted=False, kind=FieldType.MONEY, units=Units("CHF"))
def test_what_is_read_as_a_value_is_never_underlined(
    text: str, quoted: bool, kind: FieldType, units: Units
) -> None:
    choices = ("active", "none", "007", "true")
    text = text if kind is not FieldType.CHOICES else f"{text}, active"
    if not isinstance(read_value(text, kind, choices, units), Mismatch) and (quoted or text == text.strip()):
        node = Scalar(text, quoted, Location("it", 1, 1))
        assert (
            node.is_null
            or text.strip() != text
            or of(value(kind, choices, units=units)).is_valid(as_editor(node))
        )


@pytest.mark.parametrize("word", ["active", "yes", "true", "12", "1.5", "1e3", "null", "x: y"])
def test_a_word_has_the_readings_of_an_editor(word: str) -> None:
    plain = as_editor(Scalar(word, False, Location("it", 1, 1)))

    assert word in readings(word)
    assert plain is None or plain in readings(word)


def test_what_is_offered_is_never_all_that_there_may_be() -> None:
    assert of({**TEXT, **offered({"a": "A."})}).is_valid("b")


def test_patterns_mean_the_same_in_every_dialect() -> None:
    text = str(content("playbook"))

    assert not re.search(r"\(\?[^:]", text)


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        ("values: {2026-01-01: 7 days, 2027-01-01: 5}", []),
        ("values: {}", ["policy.mine.values"]),
        ("values: {soon: 7 days}", ["policy.mine.values"]),
        ("values: {2026-01-01: many}", ["policy.mine.values.2026-01-01"]),
        ("value: 7 days, values: {2026-01-01: 7 days}", ["policy.mine"]),
        ('note: "None"', ["policy.mine"]),
    ],
)
def test_a_parameter_has_one_value_or_several_by_date(given: str, problems: list[str]) -> None:
    found = wrong("playbook", f"policy: {{mine: {{type: days, {given}}}}}\n")

    assert [problem.partition(":")[0] for problem in found] == problems


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        ("rules: {leave-your-own-feedback: {set: {priority: low, because: So}, because: So}}", []),
        ("actions: {check-in: {set: {title: Call, steps: [Dial], effort: low}, because: So}}", []),
        ("choices: {contract.status: {add: [on_hold], because: So}}", []),
        ("rules: {leave-your-own-feedback: {because: So}}", ["rules.leave-your-own-feedback"]),
        ("rules: {leave-your-own-feedback: {set: {}, because: So}}", ["rules.leave-your-own-feedback.set"]),
        ("actions: {check-in: {set: {rung: 3}, because: So}}", ["actions.check-in.set"]),
        ("actions: {check-inn: {set: {effort: low}, because: So}}", ["actions"]),
        ("choices: {contract.title: {add: [on_hold], because: So}}", ["choices"]),
        ("choices: {contract.status: {add: [], because: So}}", ["choices.contract.status.add"]),
        ("choices: {contract.status: {add: [odd], says: {odd: it is odd}, because: So}}", []),
        (
            "choices: {contract.status: {add: [odd], says: {odd: [x]}, because: So}}",
            ["choices.contract.status.says.odd"],
        ),
        (
            "choices: {contract.status: {add: [odd], says: it is odd, because: So}}",
            ["choices.contract.status.says"],
        ),
    ],
)
def test_what_a_playbook_sets_in_those_below(given: str, problems: list[str]) -> None:
    found = wrong("playbook", f"override: {{{given}}}\n")

    assert [problem.partition(":")[0] for problem in found] == [f"override.{problem}" for problem in problems]


@pytest.mark.parametrize(
    ("formula", "problem"),
    [
        ("{value: 0.9 * earned}", ""),
        ("{value: 2}", ""),
        ("{type: percent, value: [{when: {escrow: known}, is: escrow / earned}, {is: 1}]}", ""),
        ("{business_days_since: started}", ""),
        ("{max: {of: age, over: {event: {reply: yes}}}}", ""),
        ("{latest: {of: reply, by: on, over: {event: {reply: known}}}}", ""),
        ("{list: {of: reply, by: on, first: 3, over: {event: {reply: known}}}}", ""),
        ("{list: {of: reply, first: '3', over: {event: {reply: known}}}}", ""),
        ("{list: {of: reply, first: 0, over: {event: {reply: known}}}}", "list.first"),
        ("{list: {of: reply}}", "list: 'over' is a required property"),
        ("{type: text, value: earned}", "type"),
        ("{value: []}", "value"),
        ("{value: [{when: {escrw: known}, is: 1}]}", "value.0.when: escrw is not known"),
        ("{value: [{when: {escrow: known}}]}", "value.0: 'is' is a required property"),
        ("{latest: {of: reply, over: {event: {reply: known}}}}", "latest: 'by' is a required property"),
    ],
)
def test_formulas_of_computed_fields(formula: str, problem: str) -> None:
    found = wrong("playbook", f"entities:\n  contract:\n    computed:\n      mine: {formula}\n")

    assert found == ([f"entities.contract.computed.mine.{problem}"] if problem else [])
