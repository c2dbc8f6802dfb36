"""A small playbook with everything that a deliberation weighs, and random states that stand on its edges."""

import random
from functools import cache
from typing import Any

from advisor.engine import Program
from advisor.facts.state import State
from advisor.playbook.types import iso_date
from tests.engine.written import load_text

TODAY = 740_000
PLAYBOOK = """
playbook: {name: Workshop}
words: {currency: "$", person: shop}
entities:
  shop:
    single: true
    history: true
    fields:
      score: {type: percent}
      hours: {type: hours}
    computed:
      open_orders: {count: {order: {status: open}}}
      worth: {sum: {of: price, over: {order: {status: [open, late]}}}}
      dearest: {max: {of: price, over: {order: {status: open}}}}
      usual: {average: {of: price, over: {order: {price: known}}}}
  maker:
    key: id
    called: maker
    history: true
    fields:
      name: {type: text}
      skilled: {type: flag}
      trust: {type: rating}
      tags: {type: choices, of: [oak, ash, elm]}
    computed:
      busy: {count: {order: {status: open}}}
      last_paid: {latest: {of: price, by: placed, over: {order: {paid: true}}}}
  order:
    key: id
    called: order
    label: "order {id}"
    links: {maker: maker}
    points: risk
    activity: [touched]
    history: true
    fields:
      title: {type: text, quoted: true}
      status: {type: choice, of: [open, late, done]}
      placed: {type: date, past: true}
      due: {type: date}
      touched: {type: date, past: true}
      price: {type: money}
      paid: {type: flag}
      cost: {type: money, default: 50}
      faults: {type: count}
    computed:
      age: {days_since: placed}
      left: {business_days_until: due}
      margin: {type: percent, value: (price - cost) / price}
      notice: {type: days, value: "min(30 days, policy.grace * 2)"}
      risk:
        type: points
        value:
          - {when: {paid: true}, is: 0 points}
          - {when: {price: "> $500"}, is: 9 points}
          - {is: 3 points}
  part:
    belongs_to: order
    as: parts
    fields:
      on: {type: date}
      made: {type: flag}
      weight: {type: number}
policy:
  soon: {type: days, value: 3 days}
  grace: {type: days, values: {2026-01-01: 5 days, 2027-01-15: 9 days}}
  dear: {type: money, value: 300}
groups:
  dispute: {title: Disputes, shared_rungs: [2]}
actions:
  call: {for: order, title: "Call about {title}", effort: low, group: dispute, rung: 1, writes_to: maker,
    message: "Hello.", stake: score, repeat: {after: 7 days}}
  offer: {for: order, title: "Offer {price} for {title}", effort: medium, group: dispute, rung: 2,
    writes_to: maker, message: "Hello.", stake: price, repeat: after_activity}
  bill: {for: order, title: "Bill {maker.name}", effort: low, group: dispute, rung: 2, stake: price}
  settle: {for: order, title: "Settle it", effort: high, group: dispute, rung: 3, writes_to: maker,
    message: "Hello.", stake: score}
  praise: {for: maker, title: "Praise {name}", effort: low, writes_to: self, message: "Hello."}
  thank: {for: order, title: "Thank {maker.name}", effort: low, writes_to: maker, message: "Hello.",
    repeat: {after: 20 days}}
  finish: {for: part, title: "Finish a part", effort: low}
  rest: {for: shop, title: "All is well", effort: low, all_clear: true}
  plan: {for: shop, title: "Plan the week", effort: high}
documents: {D: {title: Ways}}
claims: {C: {document: D, section: all, kind: rule, says: "So it is."}}
ruleset: workshop
rules:
  - {id: troubled, for: order, when: {any: [{status: late}, {faults: ">= 2"}]}, conclude: troubled,
    because: "-", claims: [C]}
  - {id: shared-trouble, for: order, when: {maker.unsure: true, status: [open, late]}, conclude: troubled,
    because: "-", claims: [C]}
  - {id: unsure, for: maker, when: {some: {order: {troubled: true, paid: false}}}, conclude: unsure,
    because: "-", claims: [C]}
  - {id: call-troubled, for: order, when: {troubled: true}, advise: call, priority: high, because: "-",
    deadline: {field: due, minus: 2 business days}, claims: [C]}
  - {id: call-old, for: order, when: {age: "> policy.grace"}, unless: {paid: true}, advise: call,
    priority: low, because: "-", deadline: {field: placed, plus: 6 months}, claims: [C]}
  - {id: offer-dear, for: order, when: {price: ">= policy.dear", paid: false}, advise: offer,
    priority: medium, because: "-", deadline: {field: due, plus: policy.grace}, claims: [C]}
  - {id: bill-done, for: order, when: {status: done, not: {paid: true}}, advise: bill, priority: high,
    because: "-", deadline: {field: due, plus: 3 business days}, claims: [C]}
  - {id: settle-hard, for: order, when: {troubled: true, none: {part: {made: false}}}, advise: settle,
    priority: medium, because: "-", deadline: {field: touched, plus: notice}, claims: [C]}
  - {id: settle-soon, for: order, when: {left: "<= 1"}, raise: settle, because: "-", claims: [C]}
  - {id: call-faulty, for: order, when: {faults: ">= 1", troubled: true}, raise: call, because: "-",
    claims: [C]}
  - {id: lower-thin, for: order, when: {margin: "< 20%"}, lower: [call, offer], because: "-", claims: [C]}
  - {id: no-offer, for: order, when: {maker.skilled: false}, forbid: offer, because: "-", claims: [C]}
  - {id: no-call, for: order, when: {count: {of: {event: {did: call}}, is: ">= 2"}}, forbid: call,
    because: "-", claims: [C]}
  - {id: praise-good, for: maker, when: {trust: "[4..5)", tags: {has: [oak, elm]}}, advise: praise,
    priority: medium, because: "-", claims: [C]}
  - {id: praise-busy, for: maker, when: {busy: "2..3", last_paid: "> policy.dear"}, advise: praise,
    priority: low, because: "-", claims: [C]}
  - {id: thank-paid, for: order, when: {paid: true, title: {contains: oak}}, advise: thank, priority: low,
    because: "-", in_force: {from: 2027-01-10, until: 2027-03-01}, claims: [C]}
  - {id: finish-late, for: part, when: {made: false, order.status: late}, advise: finish, priority: critical,
    because: "-", claims: [C]}
  - {id: rest-all, for: shop, when: {count: {of: {order: {status: late}}, is: 0}}, advise: rest,
    priority: low, because: "-", claims: [C]}
  - {id: plan-much, for: shop, when: {any: [{worth: "> $900"}, {usual: "> dearest"}, {open_orders: "> 3"}]},
    advise: plan, priority: medium, because: "-", claims: [C]}
"""


@cache
def workshop() -> Any:
    """The playbook."""
    loaded = load_text(PLAYBOOK)
    assert loaded.playbook is not None, "\n".join(map(str, loaded.diagnostics))
    return loaded.playbook


@cache
def program() -> Program:
    """The playbook made ready to run."""
    return Program(workshop())


def random_state(dice: random.Random) -> State:
    """A state whose days, amounts and records lie on both sides of every limit of the playbook."""
    return State.from_values(random_values(dice))


def random_values(dice: random.Random) -> dict[str, Any]:
    """The same as plain values."""
    day = TODAY + dice.choice([0, 0, 7, 8, 19, 40, 41, 70])  # around the days on which rules change
    makers = [f"m{number}" for number in range(dice.randint(0, 3))]
    state: dict[str, Any] = {"as_of": iso_date(day)}
    if dice.random() < 0.3:
        state["policy"] = {"dear": dice.choice([299, 300, 301]), "soon": dice.choice(["1 day", "9 days"])}
    state["shop"] = _known(dice, 0.7, score=dice.choice([80, 99.5]), hours=dice.choice([1, 7.5]))
    state["shop"]["history"] = _history(dice, day, ["rest", "plan"], 3)
    state["makers"] = [
        {
            "id": name,
            **_known(
                dice,
                0.8,
                name=name.upper(),
                skilled=dice.random() < 0.6,
                trust=dice.choice([3.99, 4, 4.5, 5]),
                tags=dice.choice([["oak"], ["ash"], ["elm", "ash"], []]),
            ),
            "history": _history(dice, day, ["praise"], 2),
        }
        for name in makers
    ]
    state["orders"] = [_order(dice, day, number, makers) for number in range(dice.randint(0, 7))]
    return state


def _order(dice: random.Random, day: int, number: int, makers: list[str]) -> dict[str, Any]:
    link = {"maker": dice.choice(makers)} if makers and dice.random() < 0.85 else {}
    parts = [
        _known(dice, 0.8, on=_near(dice, day, 5, 2), made=dice.random() < 0.6, weight=dice.choice([1, 1.25]))
        for _ in range(dice.choice([0, 0, 1, 2]))
    ]
    return {
        "id": f"o-{number}",
        **link,
        **_known(
            dice,
            0.8,
            title=dice.choice(["Oak  table", "an OAKEN chest", "Ash stool", "Œil d'oäk"]),
            status=dice.choice(["open", "late", "done", "done"]),
            placed=_near(dice, day, 10, -1),
            due=_near(dice, day, 8, 8),
            touched=_near(dice, day, 30, 0),
            price=dice.choice([0, 50, 62.5, 299.99, 300, 300.01, 500, 501]),
            paid=dice.random() < 0.4,
            cost=dice.choice([0, 50, 240]),
            faults=dice.choice([0, 1, 2]),
        ),
        "history": _history(dice, day, ["call", "call", "offer", "offer", "settle", "thank"], 5),
        "parts": parts,
    }


def _near(dice: random.Random, day: int, before: int, after: int) -> str:
    return iso_date(day + dice.randint(-before, after))


def _known(dice: random.Random, share: float, **values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if dice.random() < share}


def _history(dice: random.Random, day: int, actions: list[str], most: int) -> list[dict[str, Any]]:
    return [
        {
            "did": dice.choice(actions),
            **_known(
                dice,
                0.85,
                on=iso_date(day - dice.choice([-1, 0, 0, 1, 7, 8, 8, 20])),
                status=dice.choice(["done", "done", "snoozed", "dismissed"]),
                until=iso_date(day + dice.choice([-1, 0, 1, 5])),
            ),
        }
        for _ in range(dice.randint(0, most))
    ]
