"""The 24 rules as a table of comparisons, for engines that know neither links, nor days, nor counts.

What they cannot say is worked out in Python for each state, and is part of what they take: the client's and
the profile's fields beside those of each contract, numbers of days, and how many contracts a client has.
"""

from datetime import date

from bench.side_by_side.states import Values

Test = tuple[str, str, object]
"""A field, an operator and a constant; of a field that is missing only "missing" is true."""

RULES: dict[str, dict[str, list[list[Test]]]] = {
    "contract": {
        "r01": [[("status", "==", "active"), ("idle", ">", 30)]],
        "r02": [[("status", "==", "active"), ("idle", ">=", 15), ("idle", "<=", 30)]],
        "r03": [[("status", "==", "ended"), ("over", ">=", 0), ("over", "<=", 14), ("asked", "==", 0)]],
        "r04": [[("status", "==", "paused"), ("escrow", ">", 0)]],
        "r05": [[("status", "==", "active"), ("paid", "==", "fixed"), ("escrow", "==", 0)]],
        "r06": [[("status", "==", "active"), ("hires", "<", 3)]],
        "r07": [[("red_flags", "==", 1)]],
        "r08": [[("responsive", "==", 0), ("quiet", ">", 7)]],
        "r09": [[("status", "==", "ended"), ("rating", "<=", 3)]],
        "r10": [[("mood", "==", "unhappy"), ("at_stake", ">=", 500)]],
        "r11": [[("left", ">=", 0), ("left", "<=", 3)]],
        "r12": [[("left", "<", 0)]],
        "r13": [[("missed", ">=", 2)]],
        "r14": [[("mood", "==", "unhappy"), ("at_stake", ">=", 500), ("hires", ">", 20)]],
        "r15": [[("rework", ">", 2)], [("rework", ">=", 1), ("rework", "<=", 2), ("mood", "==", "unhappy")]],
        "r16": [[("mood", "==", "unhappy"), ("score", "<", 90)]],
        "r17": [[("status", "==", "active"), ("paid", "==", "hourly"), ("spare", "<", 10)]],
        "r18": [[("status", "==", "ended"), ("over", ">", 14), ("rating", "missing", None)]],
    },
    "client": {
        "r19": [[("unhappy", ">=", 1)]],
        "r20": [[("active", "==", 0)]],
        "r21": [[("active", ">=", 2)]],
    },
    "profile": {
        "r22": [[("still", ">=", 1)]],
        "r23": [[("score", "<", 95), ("ended", ">=", 5)]],
        "r24": [[("unhappy", "==", 0)]],
    },
}
_TAKEN = ("status", "mood", "escrow", "at_stake", "missed", "rework", "rating", "asked")
_DAYS = (
    ("idle", "last_activity", -1),
    ("quiet", "last_message", -1),
    ("over", "ended", -1),
    ("left", "next_deadline", 1),
)


def rows_of(state: Values) -> dict[str, list[Values]]:
    """The rows of a state by their kind, each with its id as `key`; flags are 0 and 1."""
    today = date.fromisoformat(state["as_of"]).toordinal()
    profile = state["profile"]
    beside: Values = {}
    if "job_success" in profile:
        beside["score"] = profile["job_success"]
    if "capacity" in profile and "committed" in profile:
        beside["spare"] = profile["capacity"] - profile["committed"]
    clients: dict[str, Values] = {}
    shared: dict[str, Values] = {}
    for client in state["clients"]:
        clients[client["id"]] = {"key": client["id"], "active": 0, "unhappy": 0}
        known = {name: int(client[name]) for name in ("hires", "responsive", "red_flags") if name in client}
        shared[client["id"]] = beside | known
    whole: Values = {"key": "", "still": 0, "ended": 0, "unhappy": 0, **beside}
    contracts = []
    for contract in state["contracts"]:
        row = {"key": contract["id"], **shared[contract["client"]]}
        for name in _TAKEN:
            if name in contract:
                value = contract[name]
                row[name] = int(value) if value is True or value is False else value
        if "kind" in contract:
            row["paid"] = contract["kind"]  # durable_rules' facts have a "kind" of their own
        for name, of, sign in _DAYS:
            if of in contract:
                row[name] = sign * (date.fromisoformat(contract[of]).toordinal() - today)
        contracts.append(row)
        client, unhappy = clients[contract["client"]], row["mood"] == "unhappy"
        whole["unhappy"] += unhappy
        if row["status"] == "active":
            client["active"] += 1
            client["unhappy"] += unhappy
            whole["still"] += row.get("idle", 0) > 60
        whole["ended"] += row["status"] == "ended"
    return {"contract": contracts, "client": list(clients.values()), "profile": [whole]}


def fields_of(kind: str) -> list[str]:
    """The fields that the rules of a kind of rows read."""
    tests = (test for alternatives in RULES[kind].values() for tests in alternatives for test in tests)
    return sorted({field for field, _, _ in tests})
