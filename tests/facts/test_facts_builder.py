"""Facts of a state: defaults, links, order, the day, and what is computed for it."""

import datetime

import pytest

from advisor.facts import State
from advisor.playbook.types import Value
from advisor.source.errors import StateError
from tests.facts.shipped import TODAY, builder, facts, value

DAY = datetime.date(2026, 11, 21).toordinal()


def test_what_is_absent_null_or_blank_is_unknown_and_a_default_is_known() -> None:
    built = facts('contracts:\n  - {id: c-1, title: "", fault: null, client: "", refunded: null}\n')

    names = ["title", "fault", "client", "escrow", "refunded", "dispute", "missed_deadlines", "cancelled"]
    assert [value(built, "contract", name) for name in names] == [None, None, None, None, 0, "none", 0, False]
    assert built.rows["client"] == []


def test_a_state_without_a_profile_has_one_of_which_nothing_is_known() -> None:
    built = facts("contracts: []")

    assert len(built.rows["profile"]) == 1
    assert value(built, "profile", "job_success") is None
    assert value(built, "profile", "open_contracts") == 0


def test_without_a_clients_section_a_client_is_known_by_its_id() -> None:
    built = facts("contracts:\n  - {id: c-1, client: acme}\n  - {id: c-2, client: acme}\n")

    assert [row.path for row in built.rows["client"]] == ["clients.acme"]
    assert {row.links["client"] for row in built.rows["contract"]} == set(built.rows["client"])


def test_an_unknown_word_in_quotes_is_text() -> None:
    assert value(facts('contracts: [{id: c-1, title: "null"}]'), "contract", "title") == "null"


@pytest.mark.parametrize(
    ("text", "as_of", "day"),
    [("as_of: 2026-11-21", None, DAY), ("as_of: 2026-11-21", 738_000, 738_000), ("profile: {}", None, TODAY)],
)
def test_the_day_is_the_one_given_else_the_states_else_today(text: str, as_of: int | None, day: int) -> None:
    assert facts(text, as_of).as_of == day


def test_events_stand_in_one_order_and_are_named_by_their_place_in_the_state() -> None:
    events = ["{did: check-in, on: 2026-10-01}", "{did: final-check}", "{did: check-in, on: 2025-03-01}"]

    def rows(order: list[int]) -> list[tuple[str, list[Value | None]]]:
        history = ", ".join(events[number] for number in order)
        built = facts(f"contracts: [{{id: c-1, history: [{history}]}}]")
        assert [row.index for row in built.rows["contract_event"]] == [0, 1, 2]
        return [
            (row.path.removeprefix("contracts.c-1.history."), row.values)
            for row in built.rows["contract_event"]
        ]

    orders = ([0, 1, 2], [2, 0, 1], [1, 2, 0])
    assert [[path for path, _ in rows(order)] for order in orders] == [
        ["1", "2", "0"],
        ["2", "0", "1"],
        ["0", "1", "2"],
    ]
    assert len({str([values for _, values in rows(order)]) for order in orders}) == 1


def test_rows_stand_in_the_order_of_their_ids() -> None:
    built = facts("contracts: [{id: b}, {id: a}, {id: c}]")

    assert [(row.id, row.index) for row in built.rows["contract"]] == [("a", 0), ("b", 1), ("c", 2)]


def test_ages_are_counted_to_the_day_and_what_is_to_come_has_none() -> None:
    text = "contracts: [{id: c-1, last_activity: 2026-11-01, started: 2026-12-01, next_deadline: 2026-11-19}]"
    built = facts(text, DAY)

    names = ["idle", "days_since_start", "days_to_deadline", "days_since_end"]
    assert [value(built, "contract", name) for name in names] == [20, None, -2, None]


def test_a_count_is_unknown_while_one_contract_is_undecided() -> None:
    known = "{id: a, status: active}, {id: b, status: ended}"

    assert value(facts(f"contracts: [{known}]"), "profile", "open_contracts") == 1
    assert value(facts(f"contracts: [{known}, {{id: c}}]"), "profile", "open_contracts") is None


def test_reviews_of_one_state_on_two_days_read_it_once_and_do_not_touch_each_other() -> None:
    state = State.parse("contracts: [{id: c-1, last_activity: 2026-11-01}]", "s")
    first, second = (builder().build(state, day, TODAY) for day in (DAY, DAY + 5))

    assert len(state.memo) == 1
    assert [value(built, "contract", "idle") for built in (first, second)] == [20, 25]


def test_a_state_overrides_policy_for_itself_alone() -> None:
    assert facts("policy: {small_stake: 2000}").policy["small_stake"] == 2000_00
    assert facts("profile: {}").policy["small_stake"] == 250_00


def test_a_misspelt_section_or_a_bad_id_hides_no_other_problem() -> None:
    with pytest.raises(StateError) as raised:
        facts(
            "profil: {job_succes: 90}\ncontracts:\n  - {id: a}\n  - {id: a, status: activ}\n  - {titel: x}\n"
        )

    assert [(str(problem.location), problem.code) for problem in raised.value.diagnostics] == [
        ("s:1:1", "unknown-key"),
        ("s:1:10", "unknown-field"),
        ("s:4:10", "duplicate-id"),
        ("s:4:21", "wrong-value"),
        ("s:5:5", "missing-key"),
        ("s:5:6", "unknown-field"),
    ]
