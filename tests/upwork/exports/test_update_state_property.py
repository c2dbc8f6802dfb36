"""Whatever exports say and a person writes: the person's words stay, and importing again changes nothing."""

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.facts import State
from advisor.facts.override import changes_of
from advisor.facts.rewrite_state import rewrite_state
from advisor.facts.rows import fact_at
from advisor.upwork.exports.model import Export, Key
from advisor.upwork.exports.state_draft import state_contracts
from tests.facts.shipped import facts, schema
from tests.upwork.exports.importing import OPENING, TODAY, after, answer, contract, importing, weekly

DAYS = st.integers(1, 28).map(lambda number: f"2026-10-{number:02}")
FACTS = {
    "status": st.sampled_from(["active", "paused", "ended"]),
    "kind": st.sampled_from(["hourly", "fixed"]),
    "started": DAYS,
    "escrow": st.integers(0, 9).map(str),
    "feedback_received": st.sampled_from(["4.85", "5"]),
}
MINE = {
    **FACTS,
    "client_mood": st.sampled_from(["happy", "unhappy"]),
    "fixable": st.sampled_from(["true", ""]),
}
KEYS = (
    Key("101", "ACME", "Menu", "1"),
    Key("102", "ACME", "Logo: a #1", "1"),
    Key("a.b", "Bolt & Co.", "null", "2"),
    Key("104", "007", 'Café\nBar "x"', ""),
    Key("105", "🙂", "=1+1", ""),
)


@st.composite
def known(draw: st.DrawFn, key: Key) -> Key:
    """A contract as some export knows it: without its number, or that of its client, perhaps."""
    own, client = draw(st.sampled_from([key.id, ""])), draw(st.sampled_from([key.client_id, ""]))
    return Key(own, key.client, key.title, client)


@st.composite
def answers(draw: st.DrawFn, file: str = "a.json") -> Export:
    keys = [draw(known(key)) for key in draw(st.lists(st.sampled_from(KEYS), max_size=3, unique=True))]
    drawn = [draw(st.fixed_dictionaries({}, optional=FACTS)) for _ in keys]
    return answer(
        *(contract(key, file=file, **facts) for key, facts in zip(keys, drawn, strict=True)), file=file
    )


@st.composite
def weeks(draw: st.DrawFn, file: str = "w.csv") -> Export:
    money = draw(st.dictionaries(DAYS, st.integers(1, 10**6), min_size=1, max_size=4))
    return weekly(*sorted(money.items()), file=file, key=draw(known(draw(st.sampled_from(KEYS)))))


EXPORTS = st.tuples(answers(), weeks(), answers(file="b.json"))


@settings(max_examples=15)
@given(EXPORTS)
def test_importing_again_changes_nothing(exports: tuple[Export, ...]) -> None:
    text = after(OPENING, *exports)

    assert after(text, *exports, on=TODAY + 1) == text
    assert {change.outcome.value for change in importing(text, *exports)[1].changes} <= {"same"}
    assert facts(text).rows["contract"] is not None


@settings(max_examples=15)
@given(EXPORTS)
def test_the_order_of_files_makes_no_difference(exports: tuple[Export, ...]) -> None:
    assert after(OPENING, *exports) == after(OPENING, *reversed(exports))


@settings(max_examples=15)
@given(EXPORTS, EXPORTS, st.data())
def test_what_a_person_wrote_stays(
    first: tuple[Export, ...], second: tuple[Export, ...], data: st.DataObject
) -> None:
    text = after(OPENING, *first)
    mine = {}
    for row in state_contracts(State.parse(text), schema()) if "contracts:" in text else ():
        for field, value in data.draw(st.fixed_dictionaries({}, optional=MINE)).items():
            path = f"contracts.{row.id}.{field}"
            before = fact_at(facts(text), path)
            edited = rewrite_state(text, "s", changes_of([f"{path}={value}"], "mine"), schema())
            now = fact_at(facts(edited), path)
            if before is not None and now is not None and now.value != before.value:
                mine[path] = now.value  # where nothing changes, the value stays the import's
                text = edited
    remark = "# a last word"

    new = after(text + remark, *second)

    state = facts(new)
    assert {path: getattr(fact_at(state, path), "value", None) for path in mine} == mine
    assert remark in new
    assert after(new, *second) == new
