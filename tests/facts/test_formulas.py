"""What computed fields come to, and what a bad review costs a score, held against a second calculation."""

import datetime
import json
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.facts import Facts, FactsBuilder, Schema, State
from tests.engine.written import Json, as_playbook
from tests.facts.shipped import facts, value

ACTIONS: Json = {"go": {"for": "deal", "effort": "low", "title": "Go"}}
RULE: Json = {
    "id": "r",
    "for": "deal",
    "when": {"earned": "> 10"},
    "advise": "go",
    "priority": "low",
    "because": "So",
    "claims": "C",
}


def built(computed: Json, deals: list[Json], as_of: str = "2026-11-21") -> Facts:
    """Facts of deals under a single entity "me" with these computed fields."""
    deal = {
        "key": "id",
        "fields": {
            "earned": {"type": "money"},
            "agreed": {"type": "money"},
            "ended": {"type": "date"},
            "stars": {"type": "rating"},
            "good": {"type": "flag"},
            "parts": {"type": "count"},
        },
        "computed": computed.get("deal", {}),
    }
    playbook = as_playbook(
        {
            "entities": {"me": {"single": True, "computed": computed.get("me", {})}, "deal": deal},
            "actions": ACTIONS,
            "documents": {"D": {"title": "-"}},
            "claims": {"C": {"document": "D", "section": "-", "kind": "rule", "says": "-"}},
            "ruleset": "random",
            "rules": [RULE],
        }
    )
    state = State.from_values(
        {"as_of": as_of, "deals": [{"id": f"d{n}", **deal} for n, deal in enumerate(deals)]}
    )
    return FactsBuilder(Schema.of(playbook)).build(state, None, 1)


def mine(formula: Json, *deals: Json) -> object:
    return value(built({"me": {"x": formula}}, list(deals)), "me", "x")


def of_deal(formula: Json, **fields: Json) -> object:
    return value(built({"deal": {"x": formula}}, [fields]), "deal", "x")


def over(formula: str, of: str, **more: str) -> Json:
    return {formula: {"of": of, **more, "over": {"deal": {"good": "true"}}}}


GOOD, BAD = {"good": True}, {"good": False}


@pytest.mark.parametrize(
    ("formula", "deals", "result"),
    [
        ("max", [{**GOOD, "earned": 5}, {**GOOD, "earned": 7}, {**BAD, "earned": 9}], 700),
        ("min", [{**GOOD, "earned": 5}, {**GOOD, "earned": 7}, {**BAD, "earned": 1}], 500),
        ("average", [{**GOOD, "earned": 5}, {**GOOD, "earned": "5.01"}], 501),  # a half goes up
        ("max", [], None),
        ("min", [{**BAD, "earned": 1}], None),
        ("average", [], None),
        ("max", [{**GOOD, "earned": 5}, GOOD], None),
        ("max", [{**GOOD, "earned": 5}, {"earned": 4}], 500),  # undecided, and it would not win
        ("max", [{**GOOD, "earned": 5}, {"earned": 6}], None),
        ("max", [{"earned": 6}], None),
        ("average", [{**GOOD, "earned": 5}, {"earned": 5}], None),
    ],
)
def test_a_statistic_over_what_matches(formula: str, deals: list[Json], result: object) -> None:
    assert mine(over(formula, "earned"), *deals) == result


def test_the_average_of_counts_is_a_number() -> None:
    assert mine(over("average", "parts"), {**GOOD, "parts": 1}, {**GOOD, "parts": 2}) == 150


OLD, NEW = "2026-01-01", "2026-02-01"


@pytest.mark.parametrize(
    ("formula", "deals", "result"),
    [
        ("latest", [{**GOOD, "earned": 5, "ended": OLD}, {**GOOD, "earned": 7, "ended": NEW}], 700),
        ("earliest", [{**GOOD, "earned": 5, "ended": OLD}, {**GOOD, "earned": 7, "ended": NEW}], 500),
        ("latest", [{**GOOD, "earned": 5, "ended": NEW}, {**GOOD, "earned": 7, "ended": NEW}], None),
        ("latest", [{**GOOD, "earned": 7, "ended": NEW}, {**GOOD, "earned": 7, "ended": NEW}], 700),
        ("latest", [{**GOOD, "earned": 5, "ended": OLD}, {**GOOD, "earned": 7}], None),
        ("latest", [{**GOOD, "earned": 5, "ended": NEW}, {"earned": 7, "ended": OLD}], 500),
        ("latest", [{**GOOD, "earned": 5, "ended": OLD}, {"earned": 7, "ended": NEW}], None),
        ("latest", [{**GOOD, "ended": NEW}, {**GOOD, "earned": 5, "ended": OLD}], None),
        ("latest", [], None),
    ],
)
def test_a_value_of_the_latest_or_the_earliest(formula: str, deals: list[Json], result: object) -> None:
    assert mine(over(formula, "earned", by="ended"), *deals) == result


@pytest.mark.parametrize(
    ("day", "since"),
    # The review is on Saturday, 21 November 2026.
    [
        *(("2026-11-21", 0), ("2026-11-20", 0), ("2026-11-19", 1), ("2026-11-16", 4), ("2026-11-14", 5)),
        *(("2026-11-22", 0), ("2026-11-23", -1), ("2026-11-30", -6), (None, None)),
    ],
)
def test_business_days_are_those_from_monday_to_friday(day: str | None, since: int | None) -> None:
    assert of_deal({"business_days_since": "ended"}, ended=day) == since
    assert of_deal({"business_days_until": "ended"}, ended=day) == (None if since is None else -since)


CASES: Json = [
    {"when": {"stars": ">= 4"}, "is": "2 * earned"},
    {"when": {"good": "true"}, "is": "earned"},
]


@pytest.mark.parametrize(
    ("fields", "result"),
    [
        ({"stars": 5, "earned": 3}, 600),
        ({"stars": 1, "good": True, "earned": 3}, 300),
        ({"stars": 1, "good": False, "earned": 3}, None),
        ({"good": True, "earned": 3}, None),  # whether the first holds is not known
        ({"stars": 5}, None),
    ],
)
def test_the_first_case_that_holds_counts(fields: Json, result: object) -> None:
    assert of_deal({"value": CASES}, **fields) == result


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ({"value": "0.9 * agreed"}, 3_00),  # 2.997
        ({"type": "percent", "value": "earned / agreed"}, 30_03),
        ({"value": "earned / agreed"}, 30),
        ({"value": "earned / (agreed - agreed)"}, None),
        ({"value": "ended + 14 days"}, datetime.date(2026, 11, 15).toordinal()),
        ({"value": "days_between(ended, 2026-11-21)"}, 20),
        ({"value": "ended + 1,000 years * 10"}, None),
        ({"value": "earned * 999999999999 * 999999999999"}, None),
        ({"value": "abs(earned - agreed)"}, 2_33),
        ({"type": "count", "value": "earned / $0.40"}, 3),  # 2.5
    ],
)
def test_what_an_expression_comes_to(formula: Json, result: object) -> None:
    assert of_deal(formula, earned="1.00", agreed="3.33", ended="2026-11-01") == result


def drop(jobs: object, score: object, *contracts: dict[str, object], **fields: object) -> object:
    text = {
        "profile": {"completed_jobs": jobs, "job_success": score},
        "as_of": "2026-11-21",
        "contracts": [{"id": "a", **fields}, *contracts],
    }
    return value(facts(json.dumps(text)), "contract", "job_success_drop")


def ended(name: str, earned: object) -> dict[str, object]:
    return {"id": name, "status": "ended", "earned": earned}


@pytest.mark.parametrize(
    ("jobs", "score", "points"),
    [
        (3, 100, 25_00),
        (3, None, 25_00),
        (300, 100, 33),
        (0, None, 100_00),
        (4, None, None),
        (None, 100, None),
    ],
)
def test_one_bad_review_costs_a_newcomer_more(jobs: object, score: object, points: object) -> None:
    assert drop(jobs, score) == points


def test_the_drop_is_weighed_by_what_contracts_earned() -> None:
    assert drop(3, 100, ended("b", 5000)) == round(100_00 * 4 / (3 * 6 + 4))
    assert drop(3, 100, ended("b", 5000), ended("c", 100)) == round(100_00 * 4 / (3 * 5 + 4))


def test_nothing_is_at_stake_once_the_last_review_is_there_or_can_no_longer_come() -> None:
    assert drop(3, None, feedback_received=4) is None
    assert drop(3, None, feedback_received=4, status="active") == 25_00  # one in the middle is not the last
    assert drop(3, None, status="ended", ended="2026-11-07") == 25_00
    assert drop(3, None, status="ended", ended="2026-11-06") is None


def test_the_jobs_with_feedback_of_two_years_are_those_that_count() -> None:
    text = {
        "profile": {"completed_jobs": 20, "recent_reviewed_jobs": 3, "job_success": 100},
        "contracts": [{"id": "a"}],
    }
    assert value(facts(json.dumps(text)), "contract", "job_success_drop") == 25_00


def estimate(jobs: int | None, score: int | None, contracts: list[Json]) -> int | None:
    """p - 100 * good / (all + this one), in weights; what the first contract would cost, in hundredths."""
    this = contracts[0]
    if jobs is None or (this["feedback_received"] is not None and this["status"] != "active"):
        return None
    p = Fraction(score, 100) if score is not None else Fraction(1) if jobs <= 3 else None
    if p is None:
        return None

    def weight(contract: Json) -> Fraction:
        earned = contract["earned"]
        return Fraction(
            1 if earned is None or earned <= 250 else Fraction(5, 4) if earned <= 1000 else Fraction(3, 2)
        )

    listed = [weight(c) for c in contracts if c["status"] == "ended" and c["earned"] is not None]
    usual = sum(listed) / len(listed) if listed else Fraction(1)
    lost = p * weight(this) / (usual * jobs + weight(this)) * 10_000
    return int(lost + Fraction(1, 2))


CONTRACTS = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["active", "ended", "ended", None]),
        "earned": st.sampled_from([0, 250, 250.01, 251, 1000, 1000.01, 5000, None]),
        "feedback_received": st.sampled_from([None, None, None, 4]),
    }
)


@given(
    st.sampled_from([None, 0, 1, 2, 3, 4, 7, 24, 300]),
    st.sampled_from([None, 0, 57, 92, 100]),
    st.lists(CONTRACTS, min_size=1, max_size=6),
)
def test_the_vocabulary_gives_the_estimate_to_the_last_digit(
    jobs: int | None, score: int | None, contracts: list[Json]
) -> None:
    rows = [{"id": f"c{number}", **contract} for number, contract in enumerate(contracts)]
    built = facts(json.dumps({"profile": {"completed_jobs": jobs, "job_success": score}, "contracts": rows}))

    assert value(built, "contract", "job_success_drop") == estimate(jobs, score, contracts)
