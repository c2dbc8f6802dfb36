"""An outline is the advice in brief: the same items in the same order."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from advisor import State
from tests.advice.monthly import TODAY, months

DAYS = st.integers(-20, 20).map(lambda days: TODAY + timedelta(days))


@given(st.lists(st.dictionaries(st.sampled_from(["ended", "moved", "due"]), DAYS, max_size=2), max_size=4))
def test_an_outline_has_the_recommendations_of_the_advice(contracts: list[dict[str, date]]) -> None:
    listed = [{"id": f"c{number}", "title": "Menu", **facts} for number, facts in enumerate(contracts)]
    run = months().run(State.from_values({"contracts": listed}), TODAY)
    advice = months().advise(run)
    assert [
        (one.rank, one.action, one.subject, one.title, one.priority, one.due, one.stake, one.rules)
        for one in months().outline(run)
    ] == [
        (one.rank, one.action, one.subject, one.title, one.priority, one.due, one.stake, one.rules)
        for one in advice.recommendations
    ]
