"""Exports are imported from Python: no command, no file but the exports, and errors of the library."""

from pathlib import Path

import pytest

from advisor import Playbook
from advisor.source.errors import ExportError, StateError
from advisor.upwork.import_exports import import_exports, read_exports, short_names
from tests.house.tree import ROOT

WEEKLY = str(ROOT / "scenarios" / "exports" / "weekly-summary.csv")


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return Playbook.load()


def test_a_new_state_comes_of_exports_and_importing_again_changes_nothing(playbook: Playbook) -> None:
    exports = read_exports([WEEKLY])

    first = import_exports(playbook, exports, as_of="2026-11-21")
    again = import_exports(playbook, exports, first.text, as_of="2026-11-21")

    assert "contracts:" in first.text
    assert first.run.facts.rows["contract"]
    assert again.text == first.text
    assert (first.view("s.yaml", written=False).changed, again.view("s.yaml", written=False).changed) == (
        True,
        False,
    )


def test_what_a_person_wrote_stays(playbook: Playbook) -> None:
    text = "profile: {name: Nora}   # that is her\n"

    made = import_exports(playbook, read_exports([WEEKLY]), text, as_of="2026-11-21")

    assert made.before == text
    assert made.text.startswith(text)


def test_progress_counts_the_bytes_of_all_files(tmp_path: Path) -> None:
    text = Path(WEEKLY).read_bytes()
    paths = [tmp_path / name for name in ("a.csv", "b.csv")]
    for path in paths:
        path.write_bytes(text)
    done: list[int] = []

    read_exports([str(path) for path in paths], done.append)

    assert done == sorted(done)
    assert (min(done) > 0, done[-1]) == (True, 2 * len(text))


def test_the_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    with pytest.raises(ExportError) as raised:
        read_exports([str(tmp_path / "a.csv"), WEEKLY, str(tmp_path / "b.csv")])

    assert [Path(diagnostic.location.file).name for diagnostic in raised.value.diagnostics] == [
        "a.csv",
        "b.csv",
    ]


def test_a_text_that_is_no_state_is_an_error_of_the_library(playbook: Playbook) -> None:
    with pytest.raises(StateError):
        import_exports(playbook, read_exports([WEEKLY]), "contracts: 5\n")


def test_files_are_called_by_the_shortest_ending_that_tells_them_apart() -> None:
    assert short_names(["a/x.csv", "b/x.csv", "c/y.csv", "b/b/x.csv"]) == [
        "a/x.csv",
        f"{Path.cwd().name}/b/x.csv",
        "y.csv",
        "b/b/x.csv",
    ]
