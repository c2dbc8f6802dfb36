"""The 24 rules by hand, in plain Python: as quick as they can be written, and the measure of all others."""

from datetime import date

from bench.side_by_side.states import Values

Firings = set[tuple[str, str]]
"""The rule, and the id of its subject ("" for the profile)."""


def plain(state: Values) -> Firings:  # noqa: PLR0912, PLR0915 - one loop, as one would write it
    """What fires."""
    today = date.fromisoformat(state["as_of"]).toordinal()
    profile = state["profile"]
    score, capacity, committed = (profile.get(name) for name in ("job_success", "capacity", "committed"))
    full = committed is not None and capacity is not None and committed > capacity - 10
    clients = {client["id"]: client for client in state["clients"]}
    fired: Firings = set()
    active: dict[str, int] = {}
    unhappy_clients: set[str] = set()
    ended_contracts, stands_still, nobody_unhappy = 0, False, True
    for contract in state["contracts"]:
        get, key = contract.get, contract["id"]
        status, mood, kind = contract["status"], contract["mood"], get("kind")
        client = clients[contract["client"]]
        hires = client.get("hires")
        rework, left = get("rework"), get("next_deadline")
        is_unhappy = mood == "unhappy"
        if status == "active":
            active[contract["client"]] = active.get(contract["client"], 0) + 1
            moved = get("last_activity")
            if moved is not None:
                idle = today - date.fromisoformat(moved).toordinal()
                if idle > 30:
                    fired.add(("r01", key))
                elif idle >= 15:
                    fired.add(("r02", key))
                stands_still = stands_still or idle > 60
            if kind == "fixed" and get("escrow") == 0:
                fired.add(("r05", key))
            if hires is not None and hires < 3:
                fired.add(("r06", key))
            if full and kind == "hourly":
                fired.add(("r17", key))
            if is_unhappy:
                unhappy_clients.add(contract["client"])
        elif status == "ended":
            ended_contracts += 1
            rating, ended = get("rating"), get("ended")
            over = None if ended is None else today - date.fromisoformat(ended).toordinal()
            if over is not None and 0 <= over <= 14 and get("asked") is False:
                fired.add(("r03", key))
            if rating is not None and rating <= 3:
                fired.add(("r09", key))
            if rating is None and over is not None and over > 14:
                fired.add(("r18", key))
        elif (get("escrow") or 0) > 0:
            fired.add(("r04", key))
        if client.get("red_flags"):
            fired.add(("r07", key))
        wrote = get("last_message") if client.get("responsive") is False else None
        if wrote is not None and today - date.fromisoformat(wrote).toordinal() > 7:
            fired.add(("r08", key))
        if left is not None:
            days = date.fromisoformat(left).toordinal() - today
            if days < 0:
                fired.add(("r12", key))
            elif days <= 3:
                fired.add(("r11", key))
        if (get("missed") or 0) >= 2:
            fired.add(("r13", key))
        if rework is not None and (rework > 2 or (rework >= 1 and is_unhappy)):
            fired.add(("r15", key))
        if is_unhappy:
            nobody_unhappy = False
            if (get("at_stake") or 0) >= 500:
                fired.add(("r10", key))
                if hires is not None and hires > 20:
                    fired.add(("r14", key))
            if score is not None and score < 90:
                fired.add(("r16", key))
    for key in clients:
        if key in unhappy_clients:
            fired.add(("r19", key))
        if key not in active:
            fired.add(("r20", key))
        elif active[key] >= 2:
            fired.add(("r21", key))
    if stands_still:
        fired.add(("r22", ""))
    if score is not None and score < 95 and ended_contracts >= 5:
        fired.add(("r23", ""))
    if nobody_unhappy:
        fired.add(("r24", ""))
    return fired
