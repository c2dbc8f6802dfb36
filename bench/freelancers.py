"""Freelancers of any size, made up from a seed: the same ones in every run."""

import random
from datetime import date, timedelta
from typing import Any

Values = dict[str, Any]

TODAY = date(2026, 11, 21)
DONE = ("check-in", "talk-it-through", "ask-for-feedback", "final-check", "offer-to-fix", "leave-feedback")
# How contracts are spread over an established profile.
KINDS = (
    "running",
    "running",
    "quiet",
    "in trouble",
    "ended",
    "ended",
    "ended",
    "ended",
    "just ended",
    "paused",
)


def freelancer(contracts: int, seed: int = 7) -> Values:
    """A state with so many contracts: half ended, some quiet, one in ten in trouble, and with gaps."""
    dice = random.Random(f"{seed} {contracts}")
    clients = [_client(dice, f"client-{number:03}") for number in range(max(1, contracts * 2 // 3))]
    return {
        "as_of": TODAY.isoformat(),
        "profile": {
            "name": "Robin",
            "job_success": dice.randint(78, 100),
            "completed_jobs": contracts * 2 + 5,
            "weekly_capacity": 40,
            "committed_hours": dice.randint(10, 45),
            "available_balance": dice.randint(0, 3000),
            "job_success_history": [
                {"on": _day(dice, 30 * n), "value": dice.randint(80, 100)} for n in range(6)
            ],
        },
        "clients": clients,
        "contracts": [
            _contract(dice, number, KINDS[number % len(KINDS)], dice.choice(clients)["id"])
            for number in range(contracts)
        ],
    }


def _day(dice: random.Random, about: int) -> str:
    """A day so many days ago, give or take a week."""
    return (TODAY - timedelta(days=max(0, about + dice.randint(-7, 7)))).isoformat()


def _client(dice: random.Random, key: str) -> Values:
    client: Values = {"id": key, "name": key.title(), "hires": dice.randint(1, 60)}
    client |= {"new_to_platform": dice.random() < 0.2, "last_seen": _day(dice, dice.choice([3, 10, 90]))}
    return _with_gaps(dice, client | {"responsive": dice.random() < 0.8, "red_flags": dice.random() < 0.1})


def _contract(dice: random.Random, number: int, kind: str, client: str) -> Values:
    began = dice.randint(60, 900)
    contract: Values = {
        "kind": dice.choice(["fixed", "fixed", "hourly"]),
        "status": "active",
        "started": _day(dice, began),
        "last_activity": _day(dice, dice.randint(1, 40)),
        "last_client_message": _day(dice, dice.randint(1, 40)),
        "last_payment": _day(dice, dice.randint(5, 60)),
        "work_delivered": False,
        "work_done_share": dice.randrange(10, 95, 5),
        "earned": dice.randrange(50, 4000, 10),
        "at_stake": dice.randrange(0, 1500, 50),
        "escrow": dice.choice([0, 0, 100, 400]),
        "client_mood": dice.choice(["happy", "happy", "neutral"]),
        "scope_agreed": dice.random() < 0.7,
    }
    contract |= _by_kind(dice, kind)
    events = [
        {
            "did": dice.choice(DONE),
            "on": _day(dice, dice.randint(1, 300)),
            "reply": dice.choice(["none", "yes"]),
        }
        for _ in range(dice.choice([0, 0, 1, 1, 2, 4]))
    ]
    known = _with_gaps(dice, contract)
    return {
        "id": f"c-{number:03}",
        "client": client,
        "title": f"Project {number}",
        **known,
        "history": events,
    }


def _by_kind(dice: random.Random, kind: str) -> Values:
    if kind == "quiet":
        return {"last_activity": _day(dice, 250), "last_client_message": _day(dice, 220)}
    if kind == "paused":
        return {"status": "paused", "last_activity": _day(dice, 80)}
    if kind == "in trouble":
        return {
            "client_mood": "unhappy",
            "missed_deadlines": dice.randint(0, 3),
            "miscommunication": dice.random() < 0.5,
            "open_issues": dice.randint(1, 3),
            "fault": dice.choice(["mine", "client", "shared", "nobody"]),
            "fixable": dice.random() < 0.5,
            "rework_rounds": dice.randint(0, 3),
            "negotiation": dice.choice(["untried", "open", "failed"]),
        }
    if kind == "running":
        return {"next_deadline": (TODAY + timedelta(days=dice.randint(-3, 30))).isoformat()}
    ago = dice.randint(1, 20) if kind == "just ended" else dice.randint(30, 500)
    rated = {} if kind == "just ended" else {"feedback_received": dice.choice([5, 5, 5, 4, 2.5])}
    ended = {"status": "ended", "ended": _day(dice, ago), "ended_by": "client", "work_delivered": True}
    return {**ended, **rated, "last_activity": _day(dice, ago + 3), "escrow": 0, "work_done_share": 100}


def _with_gaps(dice: random.Random, known: Values) -> Values:
    """One fact in eight is not known."""
    return {name: value for name, value in known.items() if name in ("id", "status") or dice.random() > 0.125}
