"""Which export a file is, and what is said of files that are none."""

import gzip
import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.source.errors import ExportError
from advisor.upwork.exports.model import Export, ExportKind, Note
from advisor.upwork.exports.recognise import MAX_CSV, MAX_JSON, read_export, size_of
from advisor.upwork.exports.reports import kind_of
from tests.exports.reading import read

WEEKLY = b"Date,Contract,Hours,Amount,Payment type\n"
ROW = b"2026-11-16,Logo (35695275),4.5,135,\n"
REPORT = b"Date,Ref ID,Type,Description,Agency,Freelancer,Team,Account Name,PO,Amount,Balance\n"
ANSWER = b'{"data": {"contractList": {"contracts": []}}}'
ITEM = b'{"title": "Logo", "clientId": "7", "startedOn": "2026-01-02", "endedOn": null}'
HISTORY = b'{"currentPage": 1, "totalItems": 1, "items": [' + ITEM + b"]}"
KNOWN = (
    "A weekly summary has the columns Date, Contract, Hours, Amount, Payment type; "
    "a transaction report has Date, Transaction type, Transaction summary, Client team, Amount $ and more"
    "\n    hint: on the platform, download one of them under Reports; "
    "JSON of the API and of a profile is read too"
)
AGAIN = "\n    hint: download it again"
CSV = '\n    hint: open it and choose "Save as", "CSV UTF-8"; or download the CSV again'
AS_CSV = '\n    hint: open it and choose "Save as", ".xlsx" or "CSV UTF-8"; or download the CSV again'


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def refusal(path: str) -> str:
    with pytest.raises(ExportError) as raised:
        read_export(path)
    return str(raised.value)


def refusal_of(content: bytes, size: int = 0) -> str:
    with Path("w.csv").open("wb") as file:
        file.write(content)
        file.truncate(max(size, len(content)))
    return refusal("w.csv")


def archive(name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(zipfile.ZipInfo(name), "Date,Contract\n", zipfile.ZIP_DEFLATED)  # of no day
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (WEEKLY, ExportKind.WEEKLY),
        (REPORT, ExportKind.TRANSACTIONS),
        (ANSWER, ExportKind.API),
        (b"\xef\xbb\xbf \n" + ANSWER, ExportKind.API),
        (b"[" + ANSWER + b"]", ExportKind.API),
        (HISTORY, ExportKind.HISTORY),
        (b"const reviews = " + HISTORY + b";\n", ExportKind.HISTORY),
    ],
)
def test_a_file_is_known_by_its_content(content: bytes, kind: ExportKind) -> None:
    assert read(content, "statement.pdf").kind is kind


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Contract,Date,Activity ID,Amount", ExportKind.WEEKLY),
        ("contract,HOURS,payment_type", ExportKind.WEEKLY),
        ("Contract,Date", None),
        ("Contract,Client,Start", None),
        ("Date,Type,Amount,Team", ExportKind.TRANSACTIONS),
        ("transaction type,client team,freelancer", ExportKind.TRANSACTIONS),
        ("Date,Transaction type,Transaction summary,Amount $", ExportKind.TRANSACTIONS),
        ("Date,Description,Type,Amount,Balance", None),
        ("Date,Time,Time zone,Name,Type,Status,Currency,Gross,Fee,Net", None),
        ("Date,Type,Team", None),
        ("Date,Amount,Team,Freelancer", None),
        ("", None),
    ],
)
def test_a_table_is_known_by_columns_that_only_ours_has(header: str, kind: ExportKind | None) -> None:
    assert kind_of(tuple(header.split(","))) is kind


def test_column_names_alone_are_told() -> None:
    nothing = Note("There are column names and no rows: nothing happened on the days that were chosen.")

    assert read(WEEKLY, "w.csv") == Export("w.csv", ExportKind.WEEKLY, 0, notes=(nothing,))
    assert read(REPORT, "r.csv").notes[-1] == nothing


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "export-empty]: the file is empty" + AGAIN),
        (b"\xef\xbb\xbf\r\n \t\n", "export-empty]: the file is empty" + AGAIN),
        (b"\n" * 5000, "export-empty]: the file is empty" + AGAIN),
        (
            b'Date,Name,"Type",Gross\n1,2,3,4\n',
            'export-unknown]: row 1: this is no export that is known here; the columns found are "Date", '
            f'"Name", "Type", "Gross". {KNOWN}',
        ),
        (
            b"a,b,c,d,e,f,g,h,i,j\n",
            'export-unknown]: row 1: this is no export that is known here; the columns found are "a", "b", '
            f'"c", "d", "e", "f", "g", "h" and 2 more. {KNOWN}',
        ),
        (
            b"profile:\n  name: Laura\n",
            "export-unknown]: this looks like a state, and is no export"
            "\n    hint: name the state with -o, and the exports without it",
        ),
        (
            b"# my notes\n\ncontracts:\n",
            "export-unknown]: this looks like a state, and is no export"
            "\n    hint: name the state with -o, and the exports without it",
        ),
        (
            archive("xl/workbook.bin"),
            "file-format]: the file is a workbook of a kind that is not read" + CSV,
        ),
        (archive("content.xml"), "file-format]: the file is a workbook of a kind that is not read" + CSV),
        (archive("w.csv")[:40], "file-format]: the file is a ZIP archive that broke off" + AGAIN),
        (
            archive("xl/workbook.xml"),
            "file-format]: the workbook cannot be read: a part of it is missing or wrong" + CSV,
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
            "file-format]: the file is an old Excel workbook, or one with a password" + AS_CSV,
        ),
        (
            archive("weekly.csv"),
            "file-format]: the file is a ZIP archive, not a CSV"
            "\n    hint: unpack it, and import the files in it",
        ),
        (
            gzip.compress(WEEKLY, mtime=0),
            "file-format]: the file looks like a gzip archive, not like text\n    hint: unpack it first",
        ),
        (
            b"%PDF-1.7\n",
            "file-format]: the file looks like a PDF document, not like text"
            "\n    hint: download the export itself, as CSV",
        ),
        (
            b"\n<!DOCTYPE html>\n<title>Log in</title>",
            "file-format]: the file is a web page, perhaps one to log in"
            "\n    hint: log in and download the export itself; a page that is saved holds none",
        ),
        (bytes(100), "file-format]: the file is not text" + AGAIN),
        (b"Date,\x01\0\n" + WEEKLY, "file-format]: the file is not text" + AGAIN),
        (
            ANSWER.decode().encode("utf-16"),
            "file-encoding]: the file is UTF-16 text; UTF-8 was expected\n    hint: save the file as UTF-8",
        ),
        (
            "Dáte,Contráct\n".encode() + "Dáte\x81,Contract\n".encode("latin-1"),
            "export-unknown]: row 1: this is no export that is known here; the columns found are "
            f'"Dáte", "Contráct". {KNOWN}',
        ),
        (
            b"Date,\x81\n",
            "file-encoding]: row 1: the byte 0x81 is not UTF-8 text"
            "\n    hint: download the file again, or save it as UTF-8",
        ),
        (
            b'"Date,Contract',
            "export-row]: row 1: the file ends in the middle: a quote opens in this row and does not close"
            "\n    hint: download the file again: it broke off here",
        ),
        (
            b"x" * 1_000_001,
            "export-row]: row 1: the line is longer than 1,000,000 characters"
            "\n    hint: download the file again",
        ),
    ],
)
def test_what_is_no_export_is_told(content: bytes, expected: str) -> None:
    column = 6 if "0x81" in expected else 1

    assert refusal_of(content) == f"w.csv:1:{column}: error[{expected}"


@pytest.mark.parametrize(
    ("content", "size", "expected"),
    [
        (WEEKLY, 1 << 30, "1,073,741,824 bytes; of CSV at most 268,435,456 are read"),
        (b"", 1 << 40, "1,099,511,627,776 bytes; of CSV at most 268,435,456 are read"),
        (WEEKLY, MAX_CSV + 1, "268,435,457 bytes; of CSV at most 268,435,456 are read"),
        (ANSWER, MAX_JSON + 1, "67,108,865 bytes; of JSON at most 67,108,864 are read"),
        (b"x = [", MAX_JSON + 1, "67,108,865 bytes; of JSON at most 67,108,864 are read"),
    ],
)
def test_a_file_that_is_too_large_is_not_read(content: bytes, size: int, expected: str) -> None:
    message = f"w.csv:1:1: error[export-size]: the file has {expected}"

    part = "ask for fewer contracts" if "JSON" in expected else "download fewer months"

    assert refusal_of(content, size) == f"{message}\n    hint: {part} at a time"


def test_what_is_no_file_is_told() -> None:
    os.mkfifo("pipe")
    Path("folder").mkdir()
    Path("weekly.csv").touch()
    Path("loop").symlink_to("loop")

    assert [refusal(path) for path in ("weekyl.csv", "pipe", "folder", "/dev/zero", "loop", "a\0b", "-")] == [
        'weekyl.csv:1:1: error[file-missing]: there is no "weekyl.csv"\n    hint: did you mean "weekly.csv"?',
        'pipe:1:1: error[file-unreadable]: "pipe" is a pipe; a file was expected\n    hint: name a file',
        'folder:1:1: error[file-unreadable]: "folder" is a folder; a file was expected'
        "\n    hint: name a file in it",
        '/dev/zero:1:1: error[file-unreadable]: "/dev/zero" is a device; a file was expected'
        "\n    hint: name a file",
        'loop:1:1: error[file-unreadable]: "loop" is a loop of symbolic links'
        "\n    hint: point the link at a file",
        "a\0b:1:1: error[file-unreadable]: no file can have this name\n    hint: check the path",
        '-:1:1: error[file-missing]: there is no "-"',
    ]


def test_a_file_is_called_by_its_short_name_and_its_problems_by_the_path() -> None:
    Path("sub").mkdir()
    Path("sub/w.csv").write_bytes(WEEKLY + ROW)

    assert read_export("sub/w.csv", short="w.csv").file == "w.csv"
    assert read_export("sub/w.csv").file == "sub/w.csv"
    Path("sub/w.csv").write_bytes(WEEKLY + ROW + b"x\n")
    with pytest.raises(ExportError, match=r"^sub/w\.csv:3:1: "):
        read_export("sub/w.csv", short="w.csv")


def test_progress_is_told_up_to_the_size_of_the_file() -> None:
    Path("w.csv").write_bytes(WEEKLY + ROW * 10_000)
    expected: list[int] = []

    assert read_export("w.csv", progress=expected.append).rows == 10_000
    assert expected == sorted(expected)
    assert len(expected) <= size_of("w.csv") // 65536 + 2
    assert expected[-1] == size_of("w.csv") == len(WEEKLY) + 10_000 * len(ROW)
    assert size_of("nowhere.csv") == size_of("a\0b") == 0


@given(st.binary(max_size=80), st.sampled_from([b"", WEEKLY, REPORT, WEEKLY + ROW, b"\xef\xbb\xbf"]))
def test_whatever_bytes_a_file_holds_nothing_but_our_error_is_raised(content: bytes, before: bytes) -> None:
    try:
        read(before + content)
    except ExportError as error:
        expected = [str(diagnostic.location.file) for diagnostic in error.diagnostics]
    else:
        expected = ["export"]

    assert {os.path.basename(file) for file in expected} == {"export"}
