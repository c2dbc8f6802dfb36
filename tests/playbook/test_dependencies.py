"""What rules depend on, and what time alone changes."""

from pathlib import Path

import pytest

from advisor.playbook.dependencies import (
    TimeDependence,
    dependency_graph,
    reads_field_of,
    rule_reads,
    with_dependencies,
)
from advisor.playbook.load import load_playbook
from tests.engine.toy import ENTITIES, book
from tests.engine.written import Json
from tests.facts.shipped import RULES as SHIPPED
from tests.playbook.sound import SOUND, sound, usable

MORE = """\
policy:
  few: {type: count, value: 2}
  new_jobs: {type: count, value: 3}
entities:
  profile:
    fields:
      completed_jobs: {type: count}
    computed:
      fresh: {count: {contract: {idle: "< policy.idle_after", status: active}}}
      money: {sum: {of: earned, over: {contract: {stars: ">= 4"}}}}
  contract:
    computed:
      cost:
        type: points
        value:
          - {when: {stars: unknown}, is: profile.job_success / (profile.completed_jobs + policy.new_jobs)}
      old: {days_since: last_activity}
ruleset: more
rules:
"""
RULE = "  - {{id: mine, for: {entity}, when: {when}, {verb}, because: '{because}', claims: D-1}}\n"


@pytest.mark.parametrize(
    ("entity", "when", "verb", "because", "reads"),
    [
        ("contract", "{stars: 1}", "forbid: check-in", "So", "contract.stars"),
        ("contract", "{client.responsive: true}", "forbid: check-in", "So", "client.responsive"),
        ("contract", "{quiet: true}", "forbid: check-in", "So", "contract.quiet"),
        ("contract", "{stars: 1}", "forbid: check-in", "{policy.few}", "contract.stars policy.few"),
        (
            "contract",
            "{idle: '> policy.idle_after'}",
            "forbid: check-in",
            "{title}",
            "contract.idle contract.last_activity contract.title policy.idle_after",
        ),
        (
            "contract",
            "{stars: 1}",
            "advise: check-in, priority: low, deadline: {field: last_activity, plus: policy.idle_after}",
            "So",
            "contract.last_activity contract.stars policy.idle_after",
        ),
        (
            "profile",
            "{fresh: '> policy.few', money: 0}",
            "forbid: keep-it-up",
            "So",
            "contract.earned contract.idle contract.last_activity contract.stars contract.status "
            "policy.few policy.idle_after profile.fresh profile.money",
        ),
        (
            "contract",
            "{cost: '> 1'}",
            "forbid: check-in",
            "So",
            "contract.cost contract.stars policy.new_jobs profile.completed_jobs profile.job_success",
        ),
    ],
)
def test_what_a_rule_reads(
    entity: str, when: str, verb: str, because: str, reads: str, *, tmp_path: Path
) -> None:
    path = tmp_path / "more.yaml"
    path.write_text(MORE + RULE.format(entity=entity, when=when, verb=verb, because=because))
    playbook = usable(load_playbook((str(SOUND), str(path))))
    [mine] = [rule for rule in playbook.rules if rule.id == "mine"]

    names = rule_reads(mine, playbook.vocabulary)

    assert " ".join(sorted(f"{owner}.{name}" for owner, name in names)) == reads


CHAIN: dict[str, Json] = {
    "late": {"for": "deal", "when": {"late": "> 9"}, "conclude": "old"},
    "old": {"for": "deal", "when": {"old": True, "a": "1"}, "conclude": "stale"},
    "stale": {"for": "deal", "when": {"after.stale": False, "b": "1"}},
    "other": {"for": "deal", "when": {"c": "1"}, "conclude": "busy"},
    "firm": {"for": "firm", "when": {"n": "1"}},
}


def with_those_below(*rules: str) -> list[str]:
    return [rule.id for rule in with_dependencies(book(CHAIN), rules).rules]


def test_rules_come_with_those_that_draw_what_they_read() -> None:
    assert with_those_below("stale") == ["late", "old", "stale"]
    assert with_those_below("old") == ["late", "old"]


def test_others_stay_behind() -> None:
    assert with_those_below("firm", "other") == ["firm", "other"]
    assert with_those_below() == []


def test_the_conclusions_of_a_small_playbook() -> None:
    links = dependency_graph(sound())

    assert links.drawn_by == {("contract", "quiet"): ("gone-quiet",)}
    assert links.read_by == {("contract", "quiet"): ("ask-the-quiet", "close-the-quiet")}
    assert links.absent == frozenset()
    assert links.reads("ask-the-quiet") == (("contract", "quiet"),)
    assert links.reads("gone-quiet") == ()


def test_absence_counts(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "ruleset: mine\nrules:\n"
        "  - {id: loud, for: contract, when: {quiet: false}, forbid: check-in, because: So, claims: D-1}\n"
        "  - {id: none-quiet, for: profile, when: {none: {contract: {quiet: true}}}, forbid: keep-it-up,\n"
        "     because: So, claims: D-1}\n"
    )

    links = dependency_graph(usable(load_playbook((str(SOUND), str(path)))))

    quiet = ("contract", "quiet")
    assert links.read_by[quiet] == ("ask-the-quiet", "close-the-quiet", "loud", "none-quiet")
    assert links.absent == {("loud", quiet), ("none-quiet", quiet)}


@pytest.mark.parametrize(
    ("action", "waits"),
    [
        ("check-in", True),  # did: check-in
        ("answer-escrow-request", True),  # did: [talk-it-through, answer-escrow-request]
        ("leave-feedback", False),
        ("close-contract", False),
    ],
)
def test_the_shipped_rules_wait_for_some_answers(action: str, waits: bool) -> None:
    playbook = load_playbook((str(SHIPPED),)).playbook
    assert playbook is not None

    assert reads_field_of(playbook.rules, "contract_event", "reply", "did", action) is waits
    assert not reads_field_of(playbook.rules, "contract_event", "note", "did", action)


NOTE: Json = {"belongs_to": "deal", "as": "log", "fields": {"n": {"type": "count"}, "on": {"type": "date"}}}
DEAL: Json = {"for": "deal"}


@pytest.mark.parametrize(
    ("when", "moves"),
    [
        ({"late": "> 3"}, True),
        ({"not": {"late": "> 3"}}, True),
        ({"any": [{"a": "1"}, {"late": "> 3"}]}, True),
        ({"after.late": "> 3"}, True),
        ({"old": True, "a": "1"}, True),
        ({"a": "1"}, False),
        ({"due": "known"}, False),
        ({"some": {"note": {"n": "1"}}}, False),
        ({"steady": True, "a": "1"}, False),
    ],
)
def test_days_and_what_is_concluded_from_them_move(when: Json, moves: bool) -> None:
    rules = {
        "is-old": {**DEAL, "when": {"late": "> 9"}, "conclude": "old"},
        "is-steady": {**DEAL, "when": {"b": "1"}, "conclude": "steady"},
        "asked": {**DEAL, "when": when},
    }
    playbook = book(rules)
    (rule,) = (rule for rule in playbook.rules if rule.id == "asked")

    assert TimeDependence(playbook).rule(rule) is moves


def test_a_rule_that_is_in_force_for_a_time_moves() -> None:
    playbook = book({"asked": {**DEAL, "when": {"a": "1"}, "in_force": {"until": "2027-01-01"}}})
    (rule,) = (rule for rule in playbook.rules if rule.id == "asked")

    assert TimeDependence(playbook).rule(rule)


@pytest.mark.parametrize("when", [{"some": {"note": {"on": "known"}}}, {"notes": "> 0"}])
def test_dated_records_move_as_some_may_be_of_days_to_come(when: Json) -> None:
    deal = {**ENTITIES["deal"], "computed": {"notes": {"count": {"note": {"on": "known"}}}}}
    entities = {**ENTITIES, "note": NOTE, "deal": deal}
    playbook = book({"asked": {**DEAL, "when": when}}, entities=entities)
    (rule,) = (rule for rule in playbook.rules if rule.id == "asked")

    assert TimeDependence(playbook).rule(rule)
