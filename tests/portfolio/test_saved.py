"""A saved portfolio comes back in each of its formats; a file that is none is told at its line."""

import json
from pathlib import Path

import pytest

from advisor.portfolio.model import Portfolio
from advisor.portfolio.saved import read_saved_portfolio
from advisor.portfolio.since import Earlier, since
from advisor.reports.portfolio.rows import portfolio_csv, portfolio_json, portfolio_jsonl
from advisor.source.errors import AdviceError
from tests.portfolio.many import DAY, ENDED, LATE, lines, people, portfolio_of, told

WRITERS = {"json": portfolio_json, "jsonl": portfolio_jsonl, "csv": portfolio_csv}
HEAD = '{"schema_version": 1, "digest": "x", "reviewed": 1}\n'
ROW = {
    "freelancer": "ann", "action": "hurry", "entity": "contract", "subject": "a", "title": "Hurry with Menu",
    "priority": "critical", "deadline": None, "as_of": "2026-11-21",
}  # fmt: skip


def saved(portfolio: Portfolio, form: str, folder: Path) -> str:
    """The path of the portfolio in a format."""
    path = folder / f"saved.{form}"
    path.write_text(WRITERS[form](portfolio), encoding="utf-8", newline="")
    return str(path)


def read(path: str) -> Earlier:
    """A saved portfolio of freelancers."""
    return read_saved_portfolio(path, "freelancer")


@pytest.mark.parametrize("form", WRITERS)
def test_nothing_has_changed_since_what_was_just_saved(form: str, tmp_path: Path) -> None:
    portfolio = portfolio_of(people(tmp_path))
    earlier = read(saved(portfolio, form, tmp_path))
    again = since(portfolio, earlier)
    assert told(again) == told(portfolio)
    assert (again.gone, again.since) == ((), DAY.toordinal())
    assert (earlier.digest, earlier.is_part) == (portfolio.digest, False)
    assert len(earlier.items) == 3


@pytest.mark.parametrize("form", WRITERS)
def test_what_was_gone_then_is_not_gone_again(form: str, tmp_path: Path) -> None:
    old = read(saved(portfolio_of(people(tmp_path)), form, tmp_path))
    now = since(portfolio_of(lines(tmp_path, {"freelancer": "ann", **LATE})), old)
    assert len(now.gone) == 2
    assert since(now, read(saved(now, form, tmp_path))).gone == ()


@pytest.mark.parametrize("form", WRITERS)
def test_names_that_a_spreadsheet_would_run_come_back(form: str, tmp_path: Path) -> None:
    portfolio = portfolio_of(lines(tmp_path, {"freelancer": '=HYPERLINK("x")', **ENDED}))
    earlier = read(saved(portfolio, form, tmp_path))
    assert [item.person for item in earlier.items.values()] == ['=HYPERLINK("x")']


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_a_choice_is_remembered(form: str, tmp_path: Path) -> None:
    path = tmp_path / "chosen"
    write = portfolio_json if form == "json" else portfolio_jsonl
    path.write_text(write(portfolio_of(people(tmp_path)), chosen=True), encoding="utf-8")
    assert read(str(path)).is_part


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "the file is empty, where a saved portfolio was expected"),
        ("hello\nworld\n", 2, 'an item lacks "freelancer"'),
        ('{"recommendations": []}', 1, "this is no saved portfolio"),
        ("{\n 1\n}", 2, "the file is no JSON"),
        ('{\n"schema_version": 1, "reviewed": 1}', 1, 'it lacks the list "items"'),
        ('{\n"schema_version": 1, "reviewed": 1, "items": [1]}', 1, "an item is no object"),
        (HEAD.replace("1", "2", 1), 1, '"schema_version": found 2, expected 1'),
        (HEAD + "\n{broken\n", 3, "the line is no JSON"),
        (HEAD + json.dumps(ROW) + "\n[]\n", 3, "an item is no object"),
        (
            HEAD + json.dumps(ROW | {"priority": "huge"}),
            2,
            '"priority": found "huge", expected one of critical, high, medium, low',
        ),
        (
            HEAD + json.dumps(ROW | {"deadline": "soon"}),
            2,
            '"deadline": found "soon", expected a day, such as 2026-11-21',
        ),
        (",".join(ROW) + '\nann,"hurry\n', 1, "the row cannot be read: unexpected end of data"),
        ("caf\xe9\n", 1, "the file is no text in UTF-8"),
    ],
)
def test_what_is_wrong_with_a_saved_portfolio_is_told_at_its_line(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    path = tmp_path / "saved"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(AdviceError) as error:
        read(str(path))
    [problem] = error.value.diagnostics
    assert (problem.location.line, problem.message) == (line, message)
    assert (
        problem.hint == 'save one with "advisor portfolio SOURCE --format json -o FILE", or as jsonl or csv'
    )


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(AdviceError, match="there is no"):
        read(str(tmp_path / "gone.csv"))
