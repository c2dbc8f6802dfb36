"""Which facts export kind of export can tell is held against the files that we have of export."""

from pathlib import Path

import pytest

from advisor.source.errors import ExportError
from advisor.upwork.exports.model import Contract, Export, ExportKind
from advisor.upwork.exports.recognise import read_export
from advisor.upwork.report.missing_facts import CAPABILITIES, MissingFacts

ROOT = Path(__file__).parents[3]
FILES = sorted(
    path
    for folder in ("tests/upwork/exports/files", "scenarios/exports")
    for path in (ROOT / folder).iterdir()
    if path.suffix in (".csv", ".json", ".js")
)


def facts_in(export: Export) -> set[str]:
    facts = {f"profile.{fact.field}" for fact in export.profile}
    for contract in export.contracts:
        facts |= {f"contract.{fact.field}" for fact in contract.facts} | _of_key(contract)
        facts |= {"contract.earned" for day in contract.days if day.earned}
        facts |= {"contract.refunded" for day in contract.days if day.refunded}
    return facts


def _of_key(contract: Contract) -> set[str]:
    facts = {"contract.title"} if contract.key.title else set()
    return facts | ({"client.name", "contract.client"} if contract.key.client else set())


def exports() -> list[Export]:
    readable = []
    for path in FILES:
        try:
            readable.append(read_export(str(path), short=path.name))
        except ExportError:
            continue  # a bad file, for other tests
    return readable


def test_no_file_tells_more_than_its_kind_can() -> None:
    readable = exports()

    assert {export.kind for export in readable} == set(ExportKind)
    assert {
        export.file: facts_in(export) - CAPABILITIES[export.kind]
        for export in readable
        if facts_in(export) - CAPABILITIES[export.kind]
    } == {}


@pytest.mark.parametrize("kind", ExportKind)
def test_all_that_a_kind_can_tell_is_told_by_a_file(kind: ExportKind) -> None:
    facts = set().union(*(facts_in(export) for export in exports() if export.kind is kind))

    assert CAPABILITIES[kind] - facts == set()


def test_what_no_export_can_tell() -> None:
    assert MissingFacts("contract", "client_mood", 1, 1).kinds == ()
    assert MissingFacts("contract", "status", 1, 1).kinds == (ExportKind.API, ExportKind.HISTORY)
