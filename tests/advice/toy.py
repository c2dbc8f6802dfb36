"""A playbook of small actions, in which a test's rule number i fires where the flag f<i> is true."""

from collections.abc import Sequence

from advisor.advice.advise import Adviser
from advisor.advice.model import Advice
from advisor.engine import Program
from advisor.facts import State
from advisor.playbook.model import RuleBase
from tests.engine.written import Json, as_playbook

FLAGS = 12
TODAY = "2026-11-21"
LISTED: Json = {"contract": {"all": [{"status": "known"}, {"status": "ended"}, {"earned": "known"}]}}
WEIGHT: Json = {
    "type": "number",
    "value": [
        {"when": {"any": [{"earned": "unknown"}, {"earned": "<= 250"}]}, "is": "1"},
        {"when": {"earned": "<= 1000"}, "is": "1.25"},
        {"is": "1.5"},
    ],
}
DROP: Json = {
    "type": "points",
    "value": [
        {
            "when": {"feedback_received": "unknown"},
            "is": "profile.so_far * weight * max(profile.listed, 1) / (profile.completed_jobs"
            " * max(profile.weight, 1) + weight * max(profile.listed, 1))",
        }
    ],
}
SO_FAR: Json = {
    "type": "percent",
    "value": [
        {"when": {"job_success": "known"}, "is": "job_success"},
        {"when": {"completed_jobs": "<= policy.new_jobs"}, "is": "100 %"},
    ],
}
ENTITIES: Json = {
    "profile": {
        "single": True,
        "label": "your profile",
        "fields": {
            "completed_jobs": {"type": "count"},
            "job_success": {"type": "percent", "ask": "Score?", "find": "My Stats"},
            "busy": {"type": "flag", "ask": "Busy?"},
        },
        "computed": {
            "paid": {"sum": {"of": "earned", "over": {"contract": {"status": "active"}}}},
            "so_far": SO_FAR,
            "listed": {"count": LISTED},
            "weight": {"sum": {"of": "weight", "over": LISTED}},
        },
    },
    "client": {
        "key": "id",
        "label": "{name}",
        "fields": {
            "name": {"type": "text", "if_unknown": "your client"},
            "fair": {"type": "flag", "ask": "Fair?"},
        },
    },
    "contract": {
        "key": "id",
        "called": "contract",
        "label": "{title} ({client.name})",
        "links": {"client": {"to": "client", "ask": "Whose is it?", "find": "the contract"}},
        "points": "drop",
        "activity": ["moved", "heard"],
        "fields": {
            **{f"f{number}": {"type": "flag", "ask": f"F{number}?"} for number in range(1, FLAGS + 1)},
            "title": {"type": "text", "if_unknown": "this contract"},
            "motto": {"type": "text", "quoted": True},
            "slogan": {"type": "text", "if_unknown": "your idea", "quoted": True},
            "status": {"type": "choice", "of": ["active", "paused", "ended"]},
            "earned": {"type": "money"},
            "rounds": {"type": "count", "if_unknown": "a few"},
            "bills": {"type": "count"},
            "feedback_received": {"type": "rating"},
            "due": {"type": "date"},
            "moved": {"type": "date"},
            "heard": {"type": "date"},
        },
        "computed": {"weight": WEIGHT, "drop": DROP, "idle": {"days_since": "moved"}},
    },
    "event": {
        "belongs_to": "contract",
        "as": "history",
        "fields": {
            "did": {"type": "action"},
            "on": {"type": "date"},
            "status": {"type": "choice", "of": ["done", "snoozed", "dismissed"], "default": "done"},
            "until": {"type": "date", "ask": "Until when?"},
        },
    },
}
NO_MORE: Json = {}
LADDER = {"talk": 1, "fix": 2, "discount": 3, "part": 3, "refund": 4, "dispute": 5}
ACTIONS: Json = {
    **{name: {"effort": "medium", "group": "settle", "rung": rung} for name, rung in LADDER.items()},
    "call": {"effort": "low", "stake": "score"},
    "write": {"effort": "low"},
    "visit": {"effort": "high", "stake": "score"},
    "claim": {"effort": "medium", "stake": "earned"},
    "again": {"effort": "low", "repeat": {"after": "10 days"}},
    "check": {"effort": "low", "repeat": "after_activity"},
}


def rule(verb: str, target: str | list[str], *, priority: str = "medium", **more: Json) -> Json:
    """A rule for contracts, without its condition."""
    urgency = {"priority": priority} if verb == "advise" else {}
    return {verb: target, **urgency, **more}


def book(
    rules: Sequence[Json], actions: Json = ACTIONS, entities: Json = ENTITIES, policy: Json = NO_MORE
) -> RuleBase:
    """The rules r1, r2, ... and the actions that they advise."""
    written = [
        {
            "id": f"r{n}",
            "for": "contract",
            "when": {f"f{n}": True},
            "because": f"Because {n}.",
            "claims": "C",
            **r,
        }
        for n, r in enumerate(rules, start=1)
    ]
    consequences = [one for rule in written for one in (rule, *rule.get("then", ()))]
    advised = {name for one in consequences for name in _names(one.get("advise", []))}
    return as_playbook(
        {
            "playbook": {"name": "Toy"},
            "entities": entities,
            "policy": {
                "new_jobs": {"type": "count", "value": "3"},
                "many": {"type": "count", "value": "2"},
                "window": {"type": "days", "value": "7"},
            }
            | policy,
            "groups": {"settle": {"title": "Settle", "shared_rungs": ["3"]}},
            "actions": {
                name: {"for": "contract", "title": name, **action}
                for name, action in actions.items()
                if name in advised
            },
            "documents": {"D": {"title": "A document"}, "P": {"title": "Help", "authority": "platform"}},
            "claims": {
                "C": {"document": "D", "section": "-", "kind": "rule", "says": "-"},
                "C2": {"document": "P", "section": "-", "kind": "rule", "says": "-"},
            },
            "ruleset": "toy",
            "rules": written,
        }
    )


def _names(targets: str | list[str]) -> list[str]:
    return [targets] if isinstance(targets, str) else targets


def contract(key: str = "c", **facts: Json) -> Json:
    """A contract of which every flag is true, unless told."""
    return {"id": key, "title": "Logo", **{f"f{n}": True for n in range(1, FLAGS + 1)}, **facts}


def review(
    rules: Sequence[Json],
    *contracts: Json,
    actions: Json = ACTIONS,
    entities: Json = ENTITIES,
    policy: Json = NO_MORE,
    day: str = TODAY,
    **state: Json,
) -> Advice:
    """The advice for these contracts; without any, for `contract()`."""
    adviser = Adviser(Program(book(rules, actions, entities, policy)))
    program = adviser.program
    whole = {"as_of": day, "contracts": list(contracts) or [contract()], **state}
    return adviser.advise(program.run(program.builder.build(State.from_values(whole), None, 0)))


def order(advice: Advice) -> list[str]:
    """What is recommended, best first: "action@contract"."""
    return [f"{item.action}@{item.subject.id}" for item in advice.recommendations]


def resting(advice: Advice) -> list[tuple[str, str, str, str]]:
    """What is set aside: action, reason, by what, and the sentence."""
    return [(aside.action, aside.reason.value, aside.by, aside.because) for aside in advice.set_aside]
