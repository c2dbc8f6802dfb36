"""Clients and contracts that get other names, on the platform or from a person, are found again by all."""

from advisor.facts.provenance import Origin
from advisor.upwork.exports.model import Assertion, Export, ExportKind, ImportConflict, Key
from tests.upwork.exports.importing import OPENING, after, answer, changes, contract, importing, weekly


def named(client: str, title: str, file: str) -> Export:
    """An answer of the API about one contract, under these names."""
    key = Key(id="101", client=client, client_id="881", title=title)
    return answer(contract(key, file=file), file=file)


def report(client: str, title: str = "Menu") -> Export:
    key = Key(client=client, title=title)
    return weekly(("2026-11-10", 10000), file="report.csv", key=key, kind=ExportKind.TRANSACTIONS)


OLD, NEW = named("ACME Tools", "Menu", "a.json"), named("Acme Inc.", "Menu card", "b.json")
RENAMED = after(after(OPENING, OLD), NEW)


def test_what_was_renamed_on_the_platform_is_found_by_an_older_report() -> None:
    assert "    name: Acme Inc.\n" in RENAMED
    assert '{value: Acme Inc., file: b.json, place: "data.contract[101]", known_as: [ACME Tools]}' in RENAMED
    assert '{value: Menu card, file: b.json, place: "data.contract[101]", known_as: [Menu]}' in RENAMED

    text, account = importing(RENAMED, report("ACME Tools"))

    assert (account.clients, account.contracts, account.unplaced) == ((), (), ())
    assert "    title: Menu card\n    last_activity: 2026-11-10\n    earned: 100\n" in text
    assert "    name: Acme Inc.\n" in text
    assert {change.path: change.outcome.value for change in account.changes} == {
        "clients.acme-tools.name": "same",
        "contracts.101.title": "same",
        "contracts.101.earned": "added",
        "contracts.101.last_activity": "added",
    }
    assert after(text, report("ACME Tools")) == text
    assert after(text, NEW) == text


def test_names_pile_up() -> None:
    text = after(RENAMED, named("ACME & Co.", "Menu", "c.json"))

    assert "    name: ACME & Co.\n" in text
    assert "known_as: [Acme Inc., ACME Tools]}" in text
    assert importing(text, report("acme inc.", "MENU CARD"))[1].contracts == ()


def test_what_a_person_renamed_is_found_by_every_name_that_exports_have_had() -> None:
    mine = after(OPENING, OLD).replace("name: ACME Tools\n", "name: Ann\n")
    text = after(mine, named("Acme Inc.", "Menu", "b.json"))

    assert "    name: Ann\n" in text
    assert "{value: ACME Tools, file: a.json" in text
    assert "known_as: [Acme Inc.]}" in text
    for client in ("ACME Tools", "Acme Inc.", "ann"):
        assert importing(text, report(client))[1].contracts == ()
    assert ("clients.acme-tools.name", "yours", "Ann", "Acme Inc.") in changes(
        text, named("Acme Inc.", "Menu", "b.json")
    )
    assert after(text, named("Acme Inc.", "Menu", "b.json")) == text


def test_names_that_a_person_wrote_before_the_first_import_are_not_the_only_ones() -> None:
    mine = 'clients: [{id: ann, name: Ann}]\ncontracts: [{id: "101", client: ann, title: My menu}]\n'
    text = after(mine, OLD)

    _, account = importing(text, report("ACME Tools"))

    assert text.startswith(
        'clients: [{id: ann, name: Ann}]\ncontracts: [{id: "101", client: ann, title: My menu'
    )
    assert (account.clients, account.contracts) == ((), ())


def test_contradictions_of_contracts_that_are_known_by_the_same_are_told_of_each() -> None:
    def entry(started: str, score: str, file: str) -> Export:
        key = Key(client="ACME", title="Menu")
        return answer(contract(key, file=file, started=started, feedback_received=score), file=file)

    exports = [entry(day, score, score) for day in ("2026-01-04", "2026-06-04") for score in ("4", "5")]

    account = importing(OPENING, *exports)[1]

    values = tuple(Assertion("feedback_received", stars, Origin(stars, "data.contract[]")) for stars in "45")
    assert account.conflicts == (
        ImportConflict("contracts.menu.feedback_received", values),
        ImportConflict("contracts.menu-2.feedback_received", values),
    )
