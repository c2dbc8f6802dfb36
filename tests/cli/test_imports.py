"""`advisor import`: exports become a state, which stays a person's own."""

import json
import re
from pathlib import Path

import pytest
from click.testing import Result

from tests.cli.command import run

WEEKLY = """\
"Date","Contract","Hours","Amount","Payment type"
"2026-09-01","Landing page copy (40112233)","2.00","90.00",""
"2026-09-02","Logo (40998877)","","300.00","Fixed Price Payment"
"""
LATER = WEEKLY + '"2026-11-17","Landing page copy (40112233)","1.00","45.00",""\n'
API = """\
{"data": {"user": {"freelancerProfile": {"aggregates": {"jobSuccessScore": 88}}},
 "contractList": {"contracts": [{"id": "40112233", "title": "Landing page copy", "status": "ACTIVE",
  "startDate": "2026-08-20T00:00:00.000Z", "clientOrganization": {"id": "881", "name": "ACME Tools"}}]}}}
"""
RULES = str(Path(__file__).parent / "import_rules")
PAGE = """\
2 files imported into s.yaml
2 new contracts, 1 new client and 13 facts added.

What was read

 • weekly.csv
   weekly summary · 2 rows · 1 Sep 2026 to 2 Sep 2026
 • api.json
   API answer · 1 entry

What is new

 ~ your profile
   job success: 88%
 + Logo (your client)
   kind: fixed · last activity: 2 September 2026 · earned: $300
   contracts.40998877
 + Landing page copy (ACME Tools)
   kind: hourly · status: active · started: 20 August 2026
   last activity: 1 September 2026 · earned: $90
   contracts.40112233
 + ACME Tools
   clients.acme-tools · the platform's number 881

Not imported

 • This playbook has no field for last payment (1).

What no export can tell

 ? How does the client feel? (2 contracts)
 • Maybe later, about your profile: name

What to do next

2 answers could change your advice now. The most useful question is:
 ? How does the client feel?
   Landing page copy (ACME Tools)

To answer them one by one:
"""


@pytest.fixture(autouse=True)
def _workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("weekly.csv").write_text(WEEKLY, encoding="utf-8")
    Path("later.csv").write_text(LATER, encoding="utf-8")
    Path("api.json").write_text(API, encoding="utf-8")


def import_(*arguments: str, given: str | None = None) -> Result:
    return run("import", *arguments, "--as-of", "2026-11-21", "--rules", RULES, given=given)


def text(path: str = "s.yaml") -> str:
    return Path(path).read_text(encoding="utf-8")


def test_a_new_state_is_written_and_told() -> None:
    result = import_("weekly.csv", "api.json", "-o", "s.yaml")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"{PAGE}  advisor ask s.yaml --rules {RULES} --as-of 2026-11-21\n"
    assert "    client: acme-tools\n    title: Landing page copy\n" in text()
    assert "last_activity: {value: 2026-09-01, file: weekly.csv, place: row 2}" in text()


def test_the_state_can_be_reviewed_with_the_shipped_playbook() -> None:
    run("import", "weekly.csv", "api.json", "-o", "s.yaml", "--as-of", "2026-11-21")

    result = run("advise", "s.yaml", "--as-of", "2026-11-21")

    assert (result.exit_code, result.stderr) == (0, "")
    assert "Landing page copy" in result.stdout


def test_importing_again_changes_nothing() -> None:
    import_("weekly.csv", "api.json", "-o", "s.yaml")
    before = text()

    result = import_("weekly.csv", "api.json", "-o", "s.yaml")

    assert (result.exit_code, text()) == (0, before)
    assert result.stdout.startswith("s.yaml says all of this already and stays as it is\n")
    assert "What is new" not in result.stdout


def test_a_newer_export_updates_and_what_a_person_wrote_wins() -> None:
    import_("weekly.csv", "-o", "s.yaml")
    mine = text().replace("kind: fixed", "kind: hourly  # no, by the hour\n    client_mood: unhappy")
    Path("s.yaml").write_text(mine, encoding="utf-8")

    page = import_("later.csv", "-o", "s.yaml").stdout

    assert "   last activity: 1 September 2026 → 17 November 2026 (later.csv, row 4)\n" in page
    assert (
        "\nYours stays\n\n = Logo (your client)\n   kind: you wrote hourly, and later.csv, row 3 says "
        in page
    )
    assert "kind: hourly  # no, by the hour\n    client_mood: unhappy\n" in text()
    assert "last_activity: 2026-11-17\n" in text()


def test_a_dry_run_writes_nothing() -> None:
    result = import_("weekly.csv", "-o", "s.yaml", "--dry-run")

    assert result.exit_code == 0
    assert result.stdout.startswith("Dry run, nothing written: 1 file for s.yaml\n")
    assert "advisor ask" not in result.stdout
    assert not Path("s.yaml").exists()


def test_a_state_can_be_printed() -> None:
    written = import_("weekly.csv", "-o", "s.yaml")

    result = import_("weekly.csv", "-o", "-")

    assert (written.exit_code, result.exit_code) == (0, 0)
    assert result.stdout == text()
    assert result.stderr.startswith("1 file imported into the new state\n")
    assert "advisor ask" not in result.stderr


def test_the_report_for_programs() -> None:
    result = import_("weekly.csv", "-o", "s.yaml", "--format", "json")

    report = json.loads(result.stdout)
    mood = {
        "entity": "contract",
        "field": "client_mood",
        "lacking": 2,
        "of": 2,
        "asked": 2,
        "told_by": [],
    }
    assert (result.exit_code, result.stderr) == (0, "")
    assert [file["file"] for file in report["files"]] == ["weekly.csv"]
    assert [contract["path"] for contract in report["new_contracts"]] == [
        "contracts.40112233",
        "contracts.40998877",
    ]
    assert mood in report["unknown"]


def test_files_of_one_name_are_called_by_their_folders() -> None:
    for folder in ("old", "new"):
        Path(folder).mkdir()
    Path("old/weekly.csv").write_text(WEEKLY, encoding="utf-8")
    Path("new/weekly.csv").write_text(LATER, encoding="utf-8")

    result = import_("old/weekly.csv", "new/weekly.csv", "-o", "s.yaml", "--format", "json")

    assert [file["file"] for file in json.loads(result.stdout)["files"]] == [
        "old/weekly.csv",
        "new/weekly.csv",
    ]


def test_no_half_of_it_is_written_where_a_file_is_bad() -> None:
    Path("bad.csv").write_text(WEEKLY.replace("2026-09-01", "2026-02-30"), encoding="utf-8")
    Path("bank.csv").write_text("Date,IBAN,Amount\n2026-01-01,DE00,5\n", encoding="utf-8")

    result = import_("weekly.csv", "bad.csv", "bank.csv", "missing.csv", "-o", "s.yaml")

    assert (result.exit_code, result.stdout) == (5, "")
    assert re.findall(r"^([\w.]+):\d+:\d+: error\[([\w-]+)\]", result.stderr, re.MULTILINE) == [
        ("bad.csv", "export-cell"),
        ("bank.csv", "export-unknown"),
        ("missing.csv", "file-missing"),
    ]
    assert "row 2" in result.stderr
    assert not Path("s.yaml").exists()


def test_a_bad_file_leaves_a_state_as_it_was() -> None:
    import_("weekly.csv", "-o", "s.yaml")
    before = text()
    Path("cut.csv").write_text(LATER[:-20], encoding="utf-8")

    result = import_("cut.csv", "-o", "s.yaml")

    assert (result.exit_code, text()) == (5, before)


def test_an_invalid_state_is_told_and_left() -> None:
    Path("s.yaml").write_text("contracts:\n  - {id: a, status: asleep}\n", encoding="utf-8")

    result = import_("weekly.csv", "-o", "s.yaml")

    assert (result.exit_code, result.stdout) == (5, "")
    assert "s.yaml:2:21: error[wrong-value]" in result.stderr
    assert text() == "contracts:\n  - {id: a, status: asleep}\n"


def test_the_questions_can_follow_at_once() -> None:
    result = import_("weekly.csv", "api.json", "-o", "s.yaml", "--ask", given="stop\n")

    assert result.exit_code == 0
    assert "could change your advice.\nYour answers are saved in s.yaml as you go.\n" in result.stderr
    assert "\nYour advice\n" in result.stdout.partition("advisor ask s.yaml")[2]
    assert "Answer now?" not in result.stderr


def test_without_a_terminal_nobody_is_asked() -> None:
    result = import_("weekly.csv", "-o", "s.yaml", given="y\n")

    assert (result.exit_code, result.stderr) == (0, "")


def test_a_state_that_cannot_be_changed_safely_is_left() -> None:
    shared = 'contracts: &all\n  - {id: "40112233"}\nprofile: {name: Laura}\n'
    Path("s.yaml").write_text(shared, encoding="utf-8")

    result = import_("weekly.csv", "-o", "s.yaml")

    assert (result.exit_code, result.stdout, text()) == (74, "", shared)
    assert result.stderr == (
        "Error: s.yaml is left as it is: it is laid out in an unusual way. "
        "Import into a new file, named with -o, and copy what you need.\n"
    )


def test_days_after_that_of_the_state_are_told() -> None:
    Path("s.yaml").write_text("as_of: 2026-08-01\nprofile: {name: Laura}\n", encoding="utf-8")

    result = run("import", "weekly.csv", "-o", "s.yaml", "--rules", RULES)

    assert result.exit_code == 0
    assert len(re.findall(r"^s\.yaml:\d+:\d+: warning\[day-ahead\]", result.stderr, re.MULTILINE)) == 2


@pytest.mark.parametrize("begun", ["", "# my contracts\n"])
def test_a_file_without_facts_is_a_state_to_begin_with(begun: str) -> None:
    Path("s.yaml").write_text(begun, encoding="utf-8")

    result = import_("weekly.csv", "-o", "s.yaml")

    assert (result.exit_code, result.stderr) == (0, "")
    assert text().startswith(f"{begun}\ncontracts:\n  - id: ")


def test_in_a_project_its_state_is_taken() -> None:
    Path("advisor.yaml").write_text(f"rules: '{RULES}'\nstate: mine.yaml\n", encoding="utf-8")

    first = run("import", "weekly.csv", "--as-of", "2026-11-21")
    again = run("import", "weekly.csv", "--as-of", "2026-11-21")

    assert (first.exit_code, again.exit_code) == (0, 0)
    assert first.stdout.startswith("1 file imported into mine.yaml\n")
    assert again.stdout.startswith("mine.yaml says all of this already and stays as it is\n")
