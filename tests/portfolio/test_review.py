"""Everybody gets what a review of theirs alone recommends, however many there are, whoever does the work."""

from datetime import date
from pathlib import Path

import pytest

from advisor import State
from advisor.portfolio import review as module
from advisor.portfolio.choose import Choice
from advisor.portfolio.model import Portfolio
from advisor.portfolio.parts import Parts
from advisor.portfolio.sources import people_in
from tests.advice.monthly import STATE, months
from tests.portfolio.many import CALM, DAY, ENDED, LATE, lines, people, portfolio_of, state, told


def test_everybody_gets_what_there_is_to_do_for_them(tmp_path: Path) -> None:
    portfolio = portfolio_of(people(tmp_path))
    assert told(portfolio) == [
        ("ann", "hurry", "critical", None, None),
        ("ben", "review", "medium", 4, None),
        ("cid", "ask", "low", None, None),
    ]
    assert [one.name for one in portfolio.reviewed] == ["ann", "ben", "cid", "dan"]
    assert portfolio.not_read == ()
    assert portfolio.playbook == "Months"


def test_an_item_is_a_recommendation_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "laura.yaml").write_text(STATE)
    advice = months().review(State.parse(STATE), DAY)
    told_in_full = [
        (one.rank, one.action, one.subject, one.title, one.priority, one.due, one.stake, one.rules)
        for one in advice.recommendations
    ]
    items = [item.what for item in portfolio_of(str(tmp_path)).items]
    assert [
        (one.rank, one.action, one.subject, one.title, one.priority, one.due, one.stake, one.rules)
        for one in items
    ] == told_in_full
    assert len(items) == 2


def test_a_state_has_its_own_day_unless_one_is_given(tmp_path: Path) -> None:
    source = lines(tmp_path, {"as_of": "2026-11-24", **ENDED})
    assert told(portfolio_of(source, None)) == [("line 1", "review", "medium", 1, None)]
    assert told(portfolio_of(source, date(2026, 11, 20))) == [("line 1", "review", "medium", 5, None)]


def test_a_state_with_problems_is_told_and_the_others_are_reviewed(tmp_path: Path) -> None:
    portfolio = portfolio_of(lines(tmp_path, LATE, state(dew="2026-11-20"), CALM))
    assert [one.name for one in portfolio.reviewed] == ["line 1", "line 3"]
    [broken] = portfolio.not_read
    assert broken.name == "line 2"
    assert str(broken.problems[0]).partition("\n")[0] == (
        f'{tmp_path / "all.jsonl"}:2:45: error[unknown-field]: a contract has no field "dew"'
    )


def test_a_second_person_of_a_name_is_told(tmp_path: Path) -> None:
    portfolio = portfolio_of(lines(tmp_path, {"freelancer": "ann", **LATE}, {"freelancer": "ann", **ENDED}))
    assert told(portfolio) == [("ann", "hurry", "critical", None, None)]
    assert [str(one.problems[0]).partition("\n")[0] for one in portfolio.not_read] == [
        f'{tmp_path / "all.jsonl"}:2:1: error[duplicate-id]: somebody else is called "ann", in line 1'
    ]


def test_what_is_not_wanted_does_not_stay_but_in_the_parts(tmp_path: Path) -> None:
    source, folder = people(tmp_path), str(tmp_path / "parts")
    choice = Choice.of(["critical"], months().content, None, None)

    def reviewed(*, resume: bool, choice: Choice | None) -> Portfolio:
        parts = Parts.begin(folder, {"source": source}, None, resume=resume)
        done: list[int] = []
        return module.review(months(), people_in(source), DAY, 1, done.append, parts=parts, choice=choice)

    for resume in (False, True):
        chosen = reviewed(resume=resume, choice=choice)
        assert told(chosen) == [("ann", "hurry", "critical", None, None)]
        assert [one.name for one in chosen.reviewed] == ["ann", "ben", "cid", "dan"]
    assert reviewed(resume=True, choice=None) == portfolio_of(source)


def test_many_are_reviewed_by_processes_with_the_same_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = [(LATE, ENDED, CALM, {"contracts": "none"})[number % 4] for number in range(120)]
    source = lines(tmp_path, *states)
    alone = portfolio_of(source, DAY, jobs=1)
    monkeypatch.setattr(module, "FEW", 10)
    steps: list[int] = []
    shared: Portfolio = module.review(months(), people_in(source), DAY, 2, steps.append)
    assert shared == alone
    assert len(shared.reviewed) == 90
    assert sum(steps) == 120
