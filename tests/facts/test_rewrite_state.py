"""A state is changed where it stands: in the manner of its author, and nowhere else."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.facts import State
from advisor.facts.override import changes_of, override
from advisor.facts.rewrite_state import rewrite_state
from advisor.source.errors import StateError
from advisor.source.rewriting import CannotRewrite, content_of
from tests.facts.shipped import RULES, schema

STATES = sorted((RULES.parent / "scenarios" / "states").glob("*.yaml"))


def change(text: str, *changes: str) -> str:
    return rewrite_state(text, "s", changes_of(changes, "c"), schema())


BLOCK = """\
# Laura
profile: {name: Laura}     # as she signs

contracts:
  - id: c-1                # the first
    client_mood: 'happy'
    earned: 12
    # history: not yet

  - id: c-2
    history:
      - {did: check-in, on: 2026-10-01}   # by mail
      # none since
"""


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        ("contracts.c-1.client_mood=unhappy", "'happy'", "'unhappy'"),
        ("contracts.c-1.earned=15", "12", "15"),
        ("contracts.c-1.earned=", "12", "null"),
        ("contracts.c-1.title=", "", ""),
        ("contracts.c-1.kind=fixed", "earned: 12\n", "earned: 12\n    kind: fixed\n"),
        ("contracts.c-1.title='no'", "earned: 12\n", 'earned: 12\n    title: "no"\n'),
        ("contracts.c-1.title=a: b # c", "earned: 12\n", 'earned: 12\n    title: "a: b # c"\n'),
        ('contracts.c-1.title=" é\\n\\""', "earned: 12\n", 'earned: 12\n    title: " é\\n\\""\n'),
        ("profile.job_success=91", "name: Laura}", "name: Laura, job_success: 91}"),
        ("profile.badge=none", "name: Laura}", "name: Laura, badge: none}"),
        ("as_of=2026-11-21", "since\n", "since\n\nas_of: 2026-11-21\n"),
        ("policy.small_stake=5", "since\n", "since\n\npolicy:\n  small_stake: 5\n"),
        (
            "contracts.c-1.history.0={did: check-in, on: 2026-11-21}",
            "earned: 12\n",
            "earned: 12\n    history:\n      - {did: check-in, on: 2026-11-21}\n",
        ),
        (
            "contracts.c-2.history.1={did: check-in, on: 2026-11-21}",
            "# by mail\n",
            "# by mail\n      - {did: check-in, on: 2026-11-21}\n",
        ),
        ("contracts.c-2.history.0.reply=no", "2026-10-01}", "2026-10-01, reply: no}"),
        (
            "contracts.c-3={client: acme, earned: 3}",
            "since\n",
            "since\n\n  - id: c-3\n    client: acme\n    earned: 3\n",
        ),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_one_place_changes(changes: str, old: str, new: str, newline: str, mark: str) -> None:
    text = (mark + BLOCK).replace("\n", newline)

    assert change(text, changes) == mark + BLOCK.replace(old, new, 1).replace("\n", newline)


def test_several_changes_at_one_place() -> None:
    changes = (
        "contracts.c-2.history.1={did: apologise}",
        "contracts.c-2.earned=1",
        "contracts.c-3={earned: 2}",
    )

    assert change(BLOCK, *changes) == BLOCK.replace(
        "# by mail\n", "# by mail\n      - {did: apologise}\n"
    ) + ("    earned: 1\n\n  - id: c-3\n    earned: 2\n")


def test_a_client_known_by_its_id_alone_gets_a_section() -> None:
    text = "contracts:\n- id: c-1\n  client: acme\n"

    assert change(text, "clients.acme.hires=3") == text + "clients:\n- id: acme\n  hires: 3\n"


def test_a_file_without_a_last_line_end_stays_so() -> None:
    assert change("profile: {name: L}", "as_of=2026-11-21") == "profile: {name: L}\nas_of: 2026-11-21"


def test_json_on_one_line() -> None:
    text = '{"contracts":[{"id":"c-1","earned":3}]}'

    assert change(
        text, "contracts.c-1.earned=4", "contracts.c-1.history.0={did: check-in, on: 2026-11-21}"
    ) == ('{"contracts":[{"id":"c-1","earned":4,"history":[{"did":"check-in","on":"2026-11-21"}]}]}')


@pytest.mark.parametrize("indent", [2, 4, "\t"])
def test_json_on_many_lines(indent: int | str) -> None:
    value = {"profile": {"name": "\U0001f388"}, "contracts": [{"id": "c-1", "history": []}]}
    event = {"did": "check-in", "on": "2026-11-21"}

    new = change(json.dumps(value, indent=indent), "contracts.c-1.history.0={did: check-in, on: 2026-11-21}")

    value["contracts"][0]["history"] = [event]  # type: ignore[index]
    assert new == json.dumps(value, indent=indent)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "contracts: [{id: a, history: &h []}, {id: b, history: *h}]",
            "what changes stands elsewhere too, by an alias (*)",
        ),
        (
            "contracts: [{id: b, history: &h []}, {id: c, history: *h}]",
            "anchors (&) and aliases (*) stand in it",
        ),
        ("contracts:\n- id: b\n  history: # new\n    null\n", "comments stand within what changes"),
        ("contracts:\n- id: b\n  title: |+\n    a\n\n\n", "it is laid out in an unusual way"),
    ],
)
def test_what_cannot_be_rewritten(text: str, reason: str) -> None:
    with pytest.raises(CannotRewrite) as caught:
        change(text, "contracts.b.history.0={did: check-in}")

    assert str(caught.value) == reason


def test_paths_that_lead_nowhere_are_told_at_once() -> None:
    with pytest.raises(StateError) as caught:
        change(BLOCK, "contracts.c-9.earned=", "profil.name=L")

    assert [problem.code for problem in caught.value.diagnostics] == ["unknown-id", "unknown-key"]


@pytest.mark.parametrize("path", STATES, ids=lambda path: path.stem)
@settings(max_examples=10)
@given(data=st.data())
def test_the_shipped_states_take_any_change(path: Path, data: st.DataObject) -> None:
    text = path.read_text(encoding="utf-8")
    state = State.parse(text)
    ids = [item.get("id").text for item in state.tree.get("contracts").items]  # type: ignore[union-attr]
    stems = [f"contracts.{name}" for name in ids] + ["profile", "policy"]
    fields = st.sampled_from(["title", "name", "earned", "small_stake", "client_mood", "at_stake"])
    values = st.sampled_from(["3", "no", "'no'", "a: b", "{x: y}", "happy"])
    drawn = data.draw(st.lists(st.tuples(st.sampled_from(stems), fields, values), min_size=1, max_size=4))
    changes = changes_of([f"{stem}.{name}={value}" for stem, name, value in drawn], "c")

    new = rewrite_state(text, "s", changes, schema())

    assert content_of(State.parse(new).tree) == content_of(override(state, changes, schema()).tree)
    assert [line for line in text.splitlines() if line.lstrip().startswith("#") and line not in new] == []
