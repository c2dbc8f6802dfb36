"""Standard histories: an "event" is one of the subject of its block, to all three readings."""

import json

from hypothesis import given
from hypothesis import strategies as st

from advisor.engine import Program
from advisor.engine.reference import reference_run
from advisor.facts import State
from advisor.playbook.digest import playbook_digest
from tests.engine.among import among
from tests.engine.meaning import Meaning
from tests.engine.written import Json, as_playbook

SUBJECTS = ("me", "deal", "firm")
TESTS: dict[str, list[Json]] = {
    "did": ["call-me", "call-deal", ["call-firm", "call-deal"]],
    "on": ["known", "> 2026-11-10"],
    "reply": ["none", "yes", "unknown", "!= no"],
    "status": ["done", ["snoozed", "dismissed"]],
    "until": ["known", "> 2026-11-20"],
    "age": ["< 5 days", ">= 11 days"],
}
VALUES = {
    "did": None,  # that of the subject
    "on": ["2026-11-10", "2026-11-11", "2026-11-20", "2026-11-23"],
    "reply": ["none", "yes", "no"],
    "status": ["done", "snoozed", "dismissed"],
    "until": ["2026-11-20", "2026-11-25"],
}
RELATED = {"me": ["deal", "firm"], "deal": ["deal"], "firm": ["deal"]}  # whose events lie one step further


@st.composite
def blocks(draw: st.DrawFn, subject: str, depth: int = 1) -> Json:
    """A block over events of the subject, or of what is related to it; "{deal event}" is their name."""
    form = draw(among(["some", "none", "count"]))
    if depth and draw(st.booleans()):
        other = draw(among(RELATED[subject]))
        over = {other: draw(blocks(other, depth - 1))}
    else:
        names = draw(st.lists(among(list(TESTS)), min_size=1, max_size=3, unique=True))
        over = {f"{{{subject} event}}": {name: draw(st.sampled_from(TESTS[name])) for name in names}}
    return {"count": {"of": over, "is": draw(among(["1", ">= 2", 0]))}} if form == "count" else {form: over}


@st.composite
def states(draw: st.DrawFn) -> State:
    def history(subject: str) -> Json:
        events = []
        for _ in range(draw(st.integers(0, 3))):
            event: dict[str, Json] = {"did": f"call-{subject}"}
            for name, values in VALUES.items():
                if values and draw(st.booleans()):
                    event[name] = draw(among(values))
            events.append(event)
        return {"history": events}

    firms = [{"id": f"f{n}", **history("firm")} for n in range(draw(st.integers(0, 2)))]
    deals: list[Json] = [
        {"id": f"d{n}", "firm": draw(among([*(firm["id"] for firm in firms), None])), **history("deal")}
        for n in range(draw(st.integers(0, 3)))
    ]
    for deal in deals:
        deal["next"] = draw(among([*(other["id"] for other in deals), None]))
    state = {"as_of": "2026-11-21", "me": history("me"), "firms": firms, "deals": deals}
    return State.parse(json.dumps(state), "state.json")


def playbook(whens: dict[str, list[Json]], *, short: bool) -> Json:
    """A rule for each block, which calls the events "event" or by the name of their entity."""
    rules = [
        {
            "id": f"{subject}-{number}",
            "for": subject,
            "when": when,
            "advise": f"call-{subject}",
            "priority": "low",
            "because": "-",
            "claims": "C",
        }
        for subject, blocks in whens.items()
        for number, when in enumerate(blocks)
    ]
    text = json.dumps({"ruleset": "random", "rules": rules})
    for subject in SUBJECTS:
        text = text.replace(f"{{{subject} event}}", "event" if short else f"{subject}_event")
    links = {"firm": "firm", "next": "deal"}
    return {
        "entities": {
            "me": {"single": "true", "history": "true"},
            "firm": {"key": "id", "history": "true"},
            "deal": {"key": "id", "history": "true", "links": links},
        },
        "actions": {f"call-{name}": {"for": name, "title": "-", "effort": "low"} for name in SUBJECTS},
        "documents": {"D": {"title": "-"}},
        "claims": {"C": {"document": "D", "section": "-", "kind": "rule", "says": "-"}},
        **json.loads(text),
    }


@given(
    st.fixed_dictionaries({name: st.lists(blocks(name), min_size=1, max_size=3) for name in SUBJECTS}),
    states(),
)
def test_events_are_those_of_the_subject_of_the_block(whens: dict[str, list[Json]], state: State) -> None:
    program = Program(as_playbook(playbook(whens, short=True)))
    facts = program.builder.build(state, None, 0)

    fired = {(firing.rule.id, firing.row.index) for firing in program.run(facts).firings}

    assert fired == Meaning(program.playbook, facts).firings()
    assert fired == set(reference_run(program, facts)[1])
    whole = as_playbook(playbook(whens, short=False))
    assert playbook_digest(whole) == playbook_digest(program.playbook)
