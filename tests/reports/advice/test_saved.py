"""Advice that was saved as JSON comes back as it was; what is no saved advice is a problem with its place."""

import json
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor import Playbook, State
from advisor.advice.advise import Adviser
from advisor.advice.compare import compare_advice
from advisor.advice.model import Advice
from advisor.engine import Program
from advisor.reports.advice.as_json import advice_json
from advisor.reports.advice.saved import parse_saved, read_saved
from advisor.source.errors import AdviceError
from tests.advice.toy import ACTIONS, contract, review, rule
from tests.engine.generate import playbooks, states
from tests.engine.words import Words
from tests.engine.written import Json, Written
from tests.reports.samples import DIGEST, EMPTY, FULL

FEWER = max(1, settings.get_profile("advisor").max_examples // 5)
STATES = sorted(Path(__file__).parents[3].glob("scenarios/states/*.yaml"))
WITHOUT_MORE = advice_json(FULL).replace('  "more": 0,\n', "")
# What a state may hold: no control characters, no halves of pairs.
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\n\u202e\u2028\ufeff\uffff"), min_size=1
)
RULES = st.lists(
    st.builds(
        rule,
        st.sampled_from(["advise", "advise", "forbid", "raise", "lower"]),
        st.sampled_from(sorted(ACTIONS)),
        priority=st.sampled_from(["critical", "high", "medium", "low"]),
    ),
    min_size=1,
    max_size=11,
)


@cache
def shipped() -> Playbook:
    return Playbook.load()


def differences(advice: Advice, text: str) -> tuple[object, ...]:
    comparison = compare_advice(advice, parse_saved(text).advice, words=False)
    return (*comparison.changes, *comparison.new_questions, *comparison.old_questions)


@pytest.mark.parametrize("path", STATES, ids=lambda path: path.stem)
def test_saved_advice_stands_as_it_stood(path: Path) -> None:
    advice = shipped().review(State.load(str(path)))

    for ascii_only in (False, True):
        assert differences(advice, advice_json(advice, ascii_only=ascii_only)) == ()


@settings(max_examples=30)
@given(RULES, st.lists(st.booleans() | st.none(), min_size=12, max_size=12), TEXTS, st.booleans())
def test_so_does_any_advice(rules: list[Json], flags: list[bool | None], title: str, plain: bool) -> None:
    facts: dict[str, Json] = {f"f{number}": flag for number, flag in enumerate(flags, start=1)}
    advice = review(
        [rule("advise", sorted(ACTIONS)), *rules], contract(title=title, due="2026-12-01", **facts)
    )
    read = parse_saved(advice_json(advice, ascii_only=plain)).advice

    assert differences(advice, advice_json(advice, ascii_only=plain)) == ()
    assert [item.title for item in read.recommendations] == [item.title for item in advice.recommendations]
    assert [item.subject for item in read.set_aside] == [item.subject for item in advice.set_aside]
    assert (read.as_of, read.playbook, read.digest) == (advice.as_of, advice.playbook, advice.digest)


@settings(max_examples=FEWER)
@given(playbooks(), st.data())
def test_so_does_advice_by_any_playbook(made: tuple[Words, Written], data: st.DataObject) -> None:
    words, written = made
    program = Program(written.read())
    advice = Adviser(program).advise(program.run(program.builder.build(data.draw(states(words)), None, 0)))
    text = advice_json(advice)
    read = parse_saved(text).advice

    assert differences(advice, text) == ()
    every = ((*one.recommendations, *one.set_aside) for one in (advice, read))
    for kept, saved in zip(*every, strict=True):
        assert (saved.action, saved.subject, saved.title, saved.rules) == (
            kept.action,
            kept.subject,
            kept.title,
            kept.rules,
        )
    assert [question.path for question in read.questions] == [question.path for question in advice.questions]


def test_what_is_read() -> None:
    saved = parse_saved(advice_json(FULL, top=2))

    advice = saved.advice
    assert (saved.cut, advice.as_of, advice.playbook, advice.digest) == (1, FULL.as_of, "rules", DIGEST)
    assert [(item.rank, item.action, item.rules) for item in advice.recommendations] == [
        (item.rank, item.action, item.rules) for item in FULL.recommendations[:2]
    ]
    assert advice.recommendations[0].all_rules == FULL.recommendations[0].all_rules
    assert advice.recommendations[0].next_steps == FULL.recommendations[0].next_steps
    assert advice.set_aside == FULL.set_aside
    assert advice.questions == FULL.questions


def test_other_keys_are_welcome_and_some_may_be_missing() -> None:
    values = json.loads(WITHOUT_MORE) | {"since": {}, "later": [1]}
    for item in (*values["set_aside"], *values["recommendations"][0]["next_steps"]):
        del item["title"]
    for item in values["questions"]:
        del item["subject"], item["find"], item["could_forbid"]
    del values["recommendations"][0]["moved_by"]
    saved = parse_saved(json.dumps(values))

    assert saved.cut == 0
    assert compare_advice(FULL, saved.advice, words=False).is_empty


def test_of_a_file_or_of_an_empty_report(tmp_path: Path) -> None:
    path = tmp_path / "saved.json"
    path.write_text(advice_json(EMPTY), encoding="utf-8")

    saved = read_saved(str(path))

    assert saved.cut == 0
    assert compare_advice(EMPTY, saved.advice).is_empty


def problems(text: str) -> list[str]:
    with pytest.raises(AdviceError) as caught:
        parse_saved(text, "old.json", ("profile", "contracts"))
    return [str(problem) for problem in caught.value.diagnostics]


SAVE = '\n    hint: save it with "advisor advise STATE --format json > FILE"'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "1:1: error[wrong-shape]: the file is empty, where saved advice was expected" + SAVE),
        ("[1, 2]", "1:1: error[wrong-shape]: found a list, where saved advice was expected" + SAVE),
        ("hello", '1:1: error[wrong-shape]: found "hello", where saved advice was expected' + SAVE),
        (
            '{"name": "left-pad"}',
            '1:1: error[missing-key]: this is no saved advice: it lacks "schema_version"' + SAVE,
        ),
        (
            "as_of: 2026-11-21\nprofile: {name: Laura}\n",
            "1:1: error[wrong-shape]: this is no saved advice but a state" + SAVE,
        ),
        (
            '{"schema_version": 1, "states": []}',
            "1:1: error[wrong-shape]: this is no saved advice but what `advisor diff` writes" + SAVE,
        ),
        (
            '{"schema_version": 1, "supposed": [], "entries": [], "questions": []}',
            "1:1: error[wrong-shape]: this is no saved advice but what `advisor agenda` writes" + SAVE,
        ),
        (
            '{"as_of": "2026-11-21", "advised_by": [], "ranking": []}',
            "1:1: error[wrong-shape]: this is no saved advice but what `advisor why` writes" + SAVE,
        ),
        (
            '{"schema_version": 2, "recommendations": []}',
            '1:20: error[wrong-value]: "schema_version": found "2", expected 1'
            "\n    hint: another version of the advisor saved it: save it anew with "
            '"advisor advise STATE --format json > FILE"',
        ),
        (
            '{"schema_version": 1, "as_of": "2026-11-21", "playbook": {"name": "r", "digest": "d"},\n'
            ' "recomendations": [], "set_aside": [], "questions": []}',
            '1:1: error[missing-key]: saved advice lacks "recommendations"'
            '\n    hint: is it "recomendations" here?',
        ),
        ('{"as_of": "2026', '1:11: error[yaml-syntax]: the text opened by " is not closed'),
    ],
)
def test_what_is_no_saved_advice(text: str, message: str) -> None:
    (problem,) = problems(text)

    assert problem.startswith(f"old.json:{message}")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"as_of": "2026-11-21"', '"soon"', '"as_of": found "soon", expected a date in the form 2026-05-01'),
        ('"rank": 2', '"two"', '"rank": found "two", expected a whole number, 0 or more'),
        (
            '"priority": "high"',
            '"hihg"',
            '"priority": found "hihg", expected one of critical, high, medium, low',
        ),
        (
            '"reason": "snoozed"',
            '"x"',
            '"reason": found "x", expected one of forbidden, done, snoozed, dismissed, other_advice,'
            " open_questions, one_letter",
        ),
        ('"deadline": null', "[]", '"deadline": found a list, expected one value'),
        ('"label": "Leaflets (Larkmead)"', "null", '"label": found nothing, expected text'),
        ('"more": 0', "-1", '"more": found "-1", expected a whole number, 0 or more'),
        ('"subject": {', "7, {", '"subject": found "7", expected keys and values in braces'),
        ('"question": "Could you still put it right?"', "null", '"question": found nothing, expected text'),
    ],
)
def test_saved_advice_that_was_changed_by_hand(old: str, new: str, message: str) -> None:
    text = advice_json(FULL)
    start = text.index(old) + old.index(": ") + 2
    line, column = text.count("\n", 0, start) + 1, start - text.rindex("\n", 0, start)
    if new.endswith("{"):
        new, old = '"subject": 7, "was": {', '"subject": {'
    else:
        new = old[: old.index(": ") + 2] + new
    problem = problems(text.replace(old, new, 1))[0].partition("\n")[0]

    assert re.sub(r"error\[[a-z-]+\]: ", "", problem) == f"old.json:{line}:{column}: {message}"


@pytest.mark.parametrize("key", ["path", "question", "could_bring"])
def test_a_question_that_lacks_something(key: str) -> None:
    saved = json.loads(advice_json(FULL))
    del saved["questions"][0][key]

    (problem,) = problems(json.dumps(saved))

    assert f'error[missing-key]: one of questions lacks "{key}"' in problem


def test_all_problems_come_at_once() -> None:
    text = advice_json(FULL).replace('"as_of": "2026-11-21"', '"as_of": "soon"').replace('"rank"', '"rnak"')

    assert [problem.partition(": ")[2].splitlines()[0] for problem in problems(text)] == [
        'error[wrong-value]: "as_of": found "soon", expected a date in the form 2026-05-01',
        *['error[missing-key]: one of recommendations lacks "rank"'] * 3,
    ]
