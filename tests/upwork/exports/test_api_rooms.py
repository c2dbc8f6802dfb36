"""Rooms of messages: the day on which a client last wrote, where it is told by whom."""

from typing import Any

from tests.upwork.exports.json_answers import read, refused

ME, CLIENT = {"id": "424242", "name": "Ann Doe"}, {"id": "77", "name": "Bo"}


def story(day: str, who: dict[str, Any] | None, **others: Any) -> dict[str, Any]:
    return {"createdDateTime": f"{day}T10:00:00Z", "message": "secret", "user": who, **others}


def told(
    *stories: dict[str, Any], me: dict[str, Any] | None = ME, **room: Any
) -> tuple[list[str], list[str]]:
    """The values of the last message, and the remarks."""
    edges = [{"node": each} for each in stories]
    node = {"id": "r1", "roomName": "Menu", "contractId": "5", "stories": {"edges": edges}, **room}
    export = read({"data": {"user": me, "roomList": {"edges": [{"node": node}]}}})
    facts = [fact for contract in export.contracts for fact in contract.facts]
    assert all("secret" not in str(each) for each in export.contracts)
    assert {contract.key.id for contract in export.contracts} <= {"5"}
    days = [fact.value for fact in facts if fact.field == "last_client_message"]
    return days, [note.text for note in export.notes]


def test_what_others_than_me_wrote_is_of_the_client() -> None:
    days, notes = told(story("2026-11-01", CLIENT), story("2026-11-03", CLIENT), story("2026-11-09", ME))

    assert (max(days), notes) == ("2026-11-03", [])
    assert told(story("2026-11-03", CLIENT, isSystemStory=True)) == ([], [])
    assert told(latestStory=story("2026-11-12", CLIENT))[0] == ["2026-11-12"]


def test_an_organisation_tells_it_as_well() -> None:
    elm, mine = {"id": "881", "name": "Elm Books"}, {"id": "990"}
    contract = {"id": "5", "clientOrganization": elm}

    assert told(
        story("2026-11-01", None, organization=elm),
        story("2026-11-09", None, organization=mine),
        me=None,
        contract=contract,
    ) == (["2026-11-01"], [])


def test_what_does_not_tell_who_wrote_is_left_out_with_a_word() -> None:
    assert told(story("2026-11-01", CLIENT), me=None) == (
        [],
        ["A room does not tell who wrote; its messages are left out."],
    )
    assert told(story("2026-11-01", CLIENT), contractId=None) == (
        [],
        ["A room without the number of a contract is left out."],
    )


def test_wrong_values_are_told() -> None:
    text = (
        '{"data": {"user": {"id": "4"}, "rooms": {"edges": [{"node": {"contractId": [], "latestStory": 5}},\n'
        ' {"node": {"contractId": "5", "latestStory": {"createdDateTime": "soon", "user": {"id": "7"}}}},\n'
        ' {"node": {"contractId": "5", "stories": {"edges": 3}}}]}}}'
    )

    assert [line.partition(" error")[0] for line in refused(text).splitlines()[::2]] == [
        "x.json:1:76:",
        "x.json:2:66:",
        "x.json:3:52:",
    ]
