"""`advisor portfolio` with pages beside it, and with parts from which an interrupted run goes on."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from advisor.cli.portfolio_files import pages_beside
from advisor.portfolio import review
from advisor.portfolio.model import Outcome
from advisor.portfolio.parts import Parts
from advisor.portfolio.sources import FoundPerson
from tests.advice.monthly import RULES
from tests.cli.command import run
from tests.cli.portfolio import portfolio
from tests.portfolio.many import CALM, ENDED, LATE, QUIET, Values, lines, people, state

USAGE = "Error: "
HTML = ("--format", "html", "-o", "all.html")
KEPT = "What is done is kept in new/all.html.parts: the same command, with --resume, goes on there.\n"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def named(**states: Values) -> None:
    lines(Path(), *({"freelancer": name, **values} for name, values in states.items()))


def there(folder: str = ".") -> dict[str, bytes]:
    """The files that are seen in a folder and those below it, by their path, and what is in them."""
    found = (path for path in Path(folder).rglob("[!.]*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


@pytest.mark.parametrize("options", [HTML, HTML[2:]])
def test_a_page_leads_to_a_page_for_each(options: tuple[str, ...]) -> None:
    people(Path())
    result = portfolio("all.jsonl", *options)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "The portfolio is in all.html\n")
    assert sorted(there()) == [
        "all.html",
        "all.jsonl",
        *(f"all/{name}.html" for name in ("ann", "ben", "cid", "dan")),
    ]
    assert 'href="all/ann.html"' in Path("all.html").read_text()
    assert "Hurry with Menu" in Path("all/ann.html").read_text()
    assert "<title>Advice for ann, 21 November 2026</title>" in Path("all/ann.html").read_text()


def test_a_second_run_removes_the_pages_of_those_who_are_gone() -> None:
    named(ann=LATE, ben=ENDED)
    portfolio("all.jsonl", *HTML)
    Path("all/notes.html").write_text("mine")
    named(ann=LATE, cid=QUIET)
    assert portfolio("all.jsonl", *HTML).exit_code == 0
    assert sorted(there("all")) == ["ann.html", "cid.html", "notes.html"]


def test_of_two_of_one_name_the_page_is_that_of_the_first() -> None:
    lines(Path(), {"freelancer": "ann", **LATE}, {"freelancer": "ann", **ENDED})
    assert portfolio("all.jsonl", *HTML).exit_code == 5
    assert sorted(there("all")) == ["ann.html"]
    assert "Hurry with Menu" in Path("all/ann.html").read_text()


def test_one_whose_state_cannot_be_read_has_no_page() -> None:
    named(ann=LATE)
    portfolio("all.jsonl", *HTML)
    named(ann=state(dew=1), ben=CALM)
    portfolio("all.jsonl", *HTML)
    assert sorted(there("all")) == ["ben.html"]


@pytest.mark.parametrize(
    ("options", "told", "untold"),
    [
        (("--only", "critical"), "Hurry with Menu", "Review Menu"),
        (("--within", "4d"), "Review Menu", "Hurry with Menu"),
        (("--since", "last.csv"), "Gone since", "no such"),
        (("--top", "1"), "Hurry with Menu", "no such"),
    ],
)
def test_every_option_holds_there_too(options: tuple[str, ...], told: str, untold: str) -> None:
    named(ann=LATE, ben=ENDED, cid=CALM)
    named_before = lines(Path(), {"freelancer": "zoe", **LATE}, name="before.jsonl")
    portfolio(named_before, "--format", "csv", "-o", "last.csv")
    assert portfolio("all.jsonl", *HTML, *options).exit_code == 0
    page = Path("all.html").read_text().partition("<body>")[2]
    assert told in page
    assert untold not in page
    assert len(there("all")) == 3


@pytest.mark.parametrize(
    ("output", "folder"),
    [("a.html", "a"), ("x/a.b.html", "x/a.b"), ("a", "a-pages"), ("x.y/a", "x.y/a-pages")],
)
def test_pages_stand_beside_the_file(output: str, folder: str) -> None:
    assert pages_beside(output) == folder


def _others() -> None:
    Path("all").mkdir()
    Path("all/ann.yaml").write_text("mine")


@pytest.mark.parametrize(
    ("options", "prepare", "message"),
    [
        (
            ("--format", "html"),
            None,
            "--format html goes with -o FILE: each freelancer's page of advice stands in a folder beside it.",
        ),
        (("--resume",), None, "--resume goes with -o FILE, beside which the parts are kept."),
        (
            HTML,
            _others,
            'The pages of advice would stand in "all", which holds other files: name another file with -o.',
        ),
        (
            HTML,
            lambda: Path("all").write_text(""),
            'The pages of advice would stand in "all", which is no folder: name another file with -o.',
        ),
        (
            HTML,
            lambda: os.makedirs("all.html.parts/x"),
            '"all.html.parts" is where parts are kept, and holds something else: move it away, or name '
            "another file.",
        ),
    ],
)
def test_a_wrong_option_is_told(
    options: tuple[str, ...], prepare: Callable[[], object] | None, message: str
) -> None:
    people(Path())
    if prepare:
        prepare()
    before = there()
    result = portfolio("all.jsonl", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == USAGE + message + "\n"
    assert there() == before


def test_what_could_not_be_written_is_told_before_any_work() -> None:
    people(Path())
    os.mkfifo("all.html")
    result = portfolio("all.jsonl", *HTML)
    assert (result.exit_code, result.stderr) == (74, "Error: cannot write all.html: not a regular file\n")
    Path("file").write_text("")
    result = portfolio("all.jsonl", "--format", "html", "-o", "file/all.html")
    assert result.exit_code == 74
    assert sorted(there()) == ["all.jsonl", "file"]


def interrupted(monkeypatch: pytest.MonkeyPatch, after: int, *options: str) -> Result:
    """A run that somebody interrupts after so many parts."""
    keep = Parts.keep

    def keep_some(self: Parts, outcomes: list[Outcome]) -> list[Outcome]:
        if self.number == after:
            raise KeyboardInterrupt
        return keep(self, outcomes)

    with monkeypatch.context() as patch:
        patch.setattr(Parts, "keep", keep_some)
        result = portfolio("all.jsonl", *options)
    assert result.exit_code == 130
    return result


@pytest.mark.parametrize("form", ["text", "csv", "json", "jsonl", "html"])
def test_a_run_that_goes_on_writes_the_same_bytes(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    monkeypatch.setattr(review, "CHUNK", 2)
    lines(
        Path(), LATE, ENDED, {"freelancer": "a/b", **QUIET}, state(dew=1), {"freelancer": "a/b", **CALM}, CALM
    )
    portfolio("all.jsonl", "--format", form, "-o", "whole/all.html", "--problems", "whole/wrong.json")
    for after in range(4):
        options = ("--format", form, "-o", "new/all.html", "--problems", "new/wrong.json", "--resume")
        if after < 3:
            result = interrupted(monkeypatch, after, *options)
            assert result.stderr == (KEPT if after else "")
            assert not Path("new/all.html").exists()
            assert len(list(Path("new/all.html.parts").glob("part-*"))) == after
    reviewed: list[str] = []
    outcome = review.Reviewer.outcome

    def noted(self: review.Reviewer, found: FoundPerson) -> Outcome:
        reviewed.append(found.name)
        return outcome(self, found)

    monkeypatch.setattr(review.Reviewer, "outcome", noted)
    assert portfolio("all.jsonl", *options).exit_code == 5
    assert reviewed == ["line 5", "line 6"]
    assert there("new") == there("whole")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("day", "the day"),
        ("source", "what the source holds"),
        ("rules", "the playbook"),
        ("pages", "whether there are pages"),
    ],
)
def test_parts_of_another_run_are_refused(monkeypatch: pytest.MonkeyPatch, change: str, told: str) -> None:
    monkeypatch.setattr(review, "CHUNK", 1)
    people(Path())
    options = ["-o", "all.csv", "--resume", "--format", "csv"]
    interrupted(monkeypatch, 2, *options)
    if change == "source":
        named(ann=LATE)
    if change == "pages":
        options[-1] = "html"
    rules = RULES
    if change == "rules":
        rules = shutil.copytree(RULES, "other")
        for path in Path(rules).glob("*.yaml"):
            path.write_text(path.read_text().replace("Ask about", "Inquire about"))
    day = "2026-11-22" if change == "day" else "2026-11-21"
    result = run("portfolio", "all.jsonl", *options, "--rules", rules, "--as-of", day)
    assert result.exit_code == 2
    assert result.stderr == USAGE + (
        f'"all.csv.parts" was begun with another value of: {told}: leave out --resume to begin anew, or '
        "run it as before.\n"
    )
    assert portfolio("all.jsonl", *options[:2]).exit_code == 0  # begins anew, and needs no parts
    assert portfolio("all.jsonl", "--format", "html", "-o", "all.csv").exit_code == 0
    assert not Path("all.csv.parts").exists()


def begun(folder: Path, jobs: int) -> "subprocess.Popen[bytes]":
    """The command in a process of its own, with so many that share the work."""
    root = str(Path(__file__).parents[2])
    arguments = ["portfolio", "all.jsonl", *HTML, "--resume", "--rules", RULES, "--as-of", "2026-11-21"]
    return subprocess.Popen(
        [sys.executable, "-c", "from advisor.cli.main import main; main()", *arguments, "--jobs", str(jobs)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": root},
        stderr=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with many, and what a run gives that nobody interrupts."""
    folder = tmp_path_factory.mktemp("whole")
    lines(folder, *((LATE, ENDED, CALM, QUIET)[number % 4] for number in range(301)))
    with begun(folder, 1) as process:
        assert process.wait() == 0
    return folder


@pytest.mark.parametrize(("how", "jobs"), [(signal.SIGTERM, 2), (signal.SIGINT, 2), (signal.SIGKILL, 1)])
def test_however_a_run_ends_the_next_one_goes_on(tmp_path: Path, whole: Path, how: int, jobs: int) -> None:
    shutil.copy2(whole / "all.jsonl", tmp_path)
    with begun(tmp_path, jobs) as process:
        end = time.monotonic() + 60
        while not list(tmp_path.glob("all.html.parts/part-*")) and time.monotonic() < end:
            time.sleep(0.01)
        process.send_signal(how)
    parts = sorted((tmp_path / "all.html.parts").glob("part-*"))
    assert 1 <= len(parts) < 7
    assert all(len(json.loads(part.read_text())) == 50 for part in parts)
    assert not (tmp_path / "all.html").exists()
    with begun(tmp_path, 1) as process:
        assert process.wait() == 0
    assert there() == there(str(whole))
