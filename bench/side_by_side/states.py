"""Freelancers for the 24 rules, made up from a seed: plain values, of which one in eight is missing."""

import random
from datetime import date, timedelta
from typing import Any

Values = dict[str, Any]
TODAY = date(2026, 11, 21)


def made_up(contracts: int, seed: int) -> Values:
    """A state with so many contracts."""
    dice = random.Random(f"{seed} {contracts}")
    clients = [f"client-{number}" for number in range(max(1, contracts * 2 // 3))]
    return {
        "as_of": TODAY.isoformat(),
        "profile": {
            "job_success": dice.randint(80, 100),
            "capacity": 40,
            "committed": dice.randint(10, 45),
        },
        "clients": [_with_gaps(dice, _client(dice, key)) for key in clients],
        "contracts": [
            _with_gaps(dice, _contract(dice, number, dice.choice(clients))) for number in range(contracts)
        ],
    }


def _client(dice: random.Random, key: str) -> Values:
    return {
        "id": key,
        "name": key.title(),
        "hires": dice.randint(1, 60),
        "responsive": dice.random() < 0.8,
        "red_flags": dice.random() < 0.1,
    }


def _contract(dice: random.Random, number: int, client: str) -> Values:
    status = dice.choice(["active", "active", "paused", "ended", "ended"])
    contract: Values = {
        "id": f"c-{number:03}",
        "client": client,
        "title": f"Project {number}",
        "kind": dice.choice(["fixed", "hourly"]),
        "status": status,
        "mood": dice.choice(["happy", "happy", "neutral", "unhappy"]),
        "last_activity": _day(dice, 90),
        "last_message": _day(dice, 40),
        "escrow": dice.choice([0, 0, 100, 400]),
        "earned": dice.randrange(50, 4000, 10),
        "at_stake": dice.randrange(0, 1500, 50),
        "missed": dice.choice([0, 0, 0, 1, 2, 3]),
        "rework": dice.choice([0, 0, 1, 2, 3]),
    }
    if status == "ended":
        contract |= {"ended": _day(dice, 60), "asked": dice.random() < 0.5, "rating": dice.randint(1, 5)}
    else:
        contract["next_deadline"] = (TODAY + timedelta(days=dice.randint(-3, 30))).isoformat()
    return contract


def _day(dice: random.Random, most: int) -> str:
    return (TODAY - timedelta(days=dice.randint(0, most))).isoformat()


_ALWAYS = ("id", "client", "title", "name", "status", "mood")


def _with_gaps(dice: random.Random, known: Values) -> Values:
    return {name: value for name, value in known.items() if name in _ALWAYS or dice.random() > 0.125}
