"""What exports say is written where a state says nothing."""

import json

import pytest

from advisor.facts import State
from advisor.facts.provenance import Origin
from advisor.upwork.exports.model import Contract, Key, NewRow
from tests.facts.shipped import facts
from tests.upwork.exports.importing import OPENING, TODAY, after, answer, changes, contract, importing, weekly

LOGO = Key(title="Logo", client="ACME Tools")

WHOLE = (
    OPENING + """
profile:
  job_success: 93

clients:
  - id: acme-tools
    name: ACME Tools

contracts:
  - id: logo
    client: acme-tools
    title: Logo
    kind: fixed

  - id: "101"
    client: acme-tools
    title: Menu
    status: active
    started: 2026-01-04
    last_activity: 2026-11-17
    earned: 1200.50

sources:
  files:
    - {file: api.json, kind: API answer, read: 2026-11-22, rows: 2}
    - {file: weekly.csv, kind: weekly summary, read: 2026-11-22, rows: 2, from: 2026-11-10, to: 2026-11-17}
  profile:
    job_success: {value: 93, file: api.json, place: data.user}
  clients:
    acme-tools:
      platform_id: "881"
      name: {value: ACME Tools, file: api.json, place: "data.contract[101]"}
  contracts:
    101:
      platform_id: "101"
      title: {value: Menu, file: api.json, place: "data.contract[101]"}
      earned: {value: 1200.50, file: weekly.csv, place: "2 rows, the last is row 3", """
    """from: 2026-11-10, to: 2026-11-17}
      last_activity: {value: 2026-11-17, file: weekly.csv, place: row 3}
      started: {value: 2026-01-04, file: api.json, place: "data.contract[101]"}
      status: {value: active, file: api.json, place: "data.contract[101]"}
    logo:
      title: {value: Logo, file: api.json, place: data.offer}
      kind: {value: fixed, file: api.json, place: data.offer}
"""
)
API = answer(
    contract(status="active", started="2026-01-04"),
    contract(LOGO, at="data.offer", kind="fixed"),
    job_success="93",
)
WEEKLY = weekly(("2026-11-10", 20050), ("2026-11-17", 100000))


def test_a_new_state() -> None:
    text, account = importing(OPENING, API, WEEKLY)

    assert text == WHOLE
    assert account.clients == (NewRow("clients.acme-tools", "ACME Tools", platform_id="881"),)
    assert account.contracts == (
        NewRow("contracts.logo", "Logo", "ACME Tools"),
        NewRow("contracts.101", "Menu", "ACME Tools", "101"),
    )
    assert {change.outcome.value for change in account.changes} == {"added"}
    assert [change.path for change in account.changes][:4] == [
        "profile.job_success",
        "contracts.101.client",
        "clients.acme-tools.name",
        "contracts.logo.client",
    ]


def test_the_order_of_files_makes_no_difference() -> None:
    assert after(OPENING, WEEKLY, API) == WHOLE


def test_a_number_that_no_file_names_this_time_still_tells_contracts_of_one_title_apart() -> None:
    text = after(OPENING, weekly(("2026-01-05", 1000), key=Key(id="101", title="Menu")))

    new = after(text, weekly(("2026-11-05", 3000), key=Key(id="999", title="Menu"), file="new.csv"))

    assert '  - id: "101"\n    title: Menu\n    last_activity: 2026-01-05\n    earned: 10\n' in new
    assert '  - id: "999"\n    title: Menu\n    last_activity: 2026-11-05\n    earned: 30\n' in new


def test_a_new_state_can_be_reviewed() -> None:
    reviewed = facts(WHOLE)

    assert [row.path for row in reviewed.rows["contract"]] == ["contracts.101", "contracts.logo"]


def test_json_stays_json() -> None:
    text, _ = importing(OPENING, answer(job_success="93"), name="s.json")

    assert json.loads(text)["profile"] == {"job_success": 93}
    again, _ = importing(text, answer(contract(started="2026-01-04"), job_success="93"), name="s.json")
    assert json.loads(again)["contracts"] == [
        {"id": "101", "client": "acme-tools", "title": "Menu", "started": "2026-01-04"}
    ]


@pytest.mark.parametrize("text", ["", "\ufeff# mine\r\n", "# no line end"])
def test_a_text_without_values_keeps_what_stands_in_it(text: str) -> None:
    new = after(text, answer(job_success="93"))

    assert new.startswith(text)
    assert State.parse(new).tree.get("profile") is not None
    assert ("\r\n" in new) == ("\r\n" in text)


MINE = """\
as_of: 2026-11-22   # today
profile: {name: Laura}
contracts:
  # The best one
  - id: c-1     # menu
    title: Menu
    client: acme
    client_mood: unhappy   # since May
    history:
      - {did: check-in, on: 2026-10-01}
  - {id: c-2, title: Logo, client: acme, kind: hourly}
"""


def test_a_state_of_a_person_is_filled_and_else_stays_to_the_byte() -> None:
    text = MINE.replace("client: acme", "client: acme-tools")

    new = after(text, answer(contract(status="active"), contract(LOGO, at="data.offer", kind="fixed")))

    assert new == (
        text.replace("on: 2026-10-01}\n", "on: 2026-10-01}\n    status: active\n")
        + """\
clients:
  - id: acme-tools
    name: ACME Tools
sources:
  files:
    - {file: api.json, kind: API answer, read: 2026-11-22, rows: 2}
  clients:
    acme-tools:
      platform_id: "881"
      name: {value: ACME Tools, file: api.json, place: "data.contract[101]"}
  contracts:
    c-1:
      platform_id: "101"
      status: {value: active, file: api.json, place: "data.contract[101]"}
"""
    )
    assert changes(text, answer(contract(LOGO, at="data.offer", kind="fixed")))[-1] == (
        "contracts.c-2.kind",
        "yours",
        "hourly",
        "fixed",
    )


def test_clients_that_are_known_by_their_ids_alone_stay_known() -> None:
    text = "contracts:\n  - {id: a, client: bee}\n  - {id: b, client: cow}\n"

    new = after(text, answer(contract()))

    assert "clients:\n  - id: bee\n  - id: cow\n  - id: acme-tools\n    name: ACME Tools\n" in new
    assert facts(new).rows["contract"][0].links["client"].id == "acme-tools"


def test_a_client_is_known_by_number_name_or_id() -> None:
    other = Key(id="7", title="Seven", client="ACME", client_id="881")
    text = after(OPENING, answer(contract()))

    new, account = importing(text, answer(contract(other)))

    assert account.clients == ()
    assert '  - id: "7"\n    client: acme-tools\n    title: Seven\n' in new
    assert "name: ACME\n" in new  # what it is called now


def test_two_clients_of_one_name_stay_two() -> None:
    other = Key(id="7", title="Seven", client="ACME Tools", client_id="999")

    new, account = importing(OPENING, answer(contract(), contract(other)))

    assert [client.path for client in account.clients] == ["clients.acme-tools", "clients.acme-tools-2"]
    third = importing(new, answer(contract(Key(id="8", title="Eight", client="ACME Tools"))))
    assert third[1].clients == ()
    assert [note.text for note in third[1].notes] == [
        'several clients are called "ACME Tools" (acme-tools, acme-tools-2), and no file tells which'
    ]


def test_a_contract_may_have_no_client_and_a_client_no_name() -> None:
    new = after(OPENING, answer(contract(Key(id="7", title="Seven")), contract(Key(id="8", client_id="881"))))

    assert "clients:\n  - id: client-881\n" in new
    assert '  - id: "7"\n    title: Seven\n' in new
    assert '  - id: "8"\n    client: client-881\n' in new


def test_what_a_vocabulary_does_not_hold_is_told_and_not_written() -> None:
    wrong = contract(feedback_received="6", status="lost", ended="2026-11-23", invoices="3", title="\x07")
    new, account = importing(OPENING, answer(wrong, job_success="140"))

    assert [
        (change.path, change.outcome.value, change.after, change.why)
        for change in account.changes
        if change.why
    ] == [
        ("profile.job_success", "refused", "140", "It is not a percentage from 0 to 100."),
        ("contracts.101.ended", "refused", "2026-11-23", "That day has not come yet on 22 November 2026."),
        ("contracts.101.feedback_received", "refused", "6", "It is not a rating from 0 to 5."),
        ("contracts.101.status", "refused", "lost", "It is not one of active, paused, ended."),
        ("contracts.101.title", "refused", " ", "There is nothing in it."),
    ]
    assert account.lacking == (("invoices", 1),)
    assert "profile" not in new
    assert new.count("Menu") == 2


def test_names_are_text_whatever_they_look_like() -> None:
    title, client = '=cmd|"x" # {a}: no\n\x00', "null"
    key = Key(id="1.2~x", title=title, client=client)
    new = after(OPENING, answer(Contract(key, Origin("a, b.json", "data: [1]"))))

    assert new.splitlines()[3:11] == [
        "clients:",
        '  - id: "null"',
        '    name: "null"',
        "",
        "contracts:",
        '  - id: "1-2-x"',
        '    client: "null"',
        r'    title: "=cmd|\"x\" # {a}: no"',
    ]
    assert 'file: "a, b.json", place: "data: [1]"' in new
    assert after(new, answer(Contract(key, Origin("a, b.json", "data: [1]"))), on=TODAY + 1) == new
