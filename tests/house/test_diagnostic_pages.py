"""Every code of a diagnostic has a page, and what stands on the page is so."""

import os
import re
from pathlib import Path

import pytest

from advisor.cli.check.codes import all_codes, page_of
from advisor.shipped import diagnostic_page
from tests.house.diagnostic_page import (
    HEADINGS,
    Page,
    codes_in_company,
    codes_of,
    codes_of_bytes,
    codes_of_export,
    page_names,
    read_page,
    stands_alone,
)
from tests.house.tree import read

CODES = all_codes()
# Wrong files that no block can show: their bytes, or their number, is what is wrong.
TOLD_ALONE = {
    "file-size": b"#" * (16 * 1024 * 1024 + 1),
    "file-encoding": "profile: {name: Zoë}\n".encode("latin-1"),
    "file-format": b"%PDF-1.7\n",
    "file-character": b"profile: {name: La\x07ura}\n",
    "yaml-size": b"[" + b"0, " * 1_000_000 + b"0]\n",
    "yaml-many": b"- !x 1\n" * 101,
}
_ROW = b'2026-11-17,"Logo for a bakery (35695275)",4.5,135\n'
# Such exports: the bytes, and the size up to which they are filled with zeros.
EXPORTS_TOLD_ALONE = {
    "export-size": (b"Date,Contract\n", 1 << 30),
    "export-many": (b"Date,Contract,Hours,Amount,Payment type\n" + _ROW * 30, 0),
}
LONGEST = 110


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def found_in(page: Page, heading: str, expected: set[str]) -> set[str]:
    """The codes of what is found; what is not as expected beside other pages is looked at alone."""
    blocks = page.blocks(heading)
    assert blocks, f"{page.title}: nothing stands under {heading}"
    if not stands_alone(page, heading) and set(codes_in_company(heading)[page.code]) == expected:
        return expected
    return set(codes_of(blocks))


def test_every_code_has_a_page_and_there_is_no_other() -> None:
    assert page_names() == sorted(CODES)


def test_the_index_lists_every_page_with_its_meaning() -> None:
    rows = re.findall(
        r"^\| \[([a-z-]+)\]\((\S+)\) \| (.+) \|$", read("docs/diagnostics/README.md"), re.MULTILINE
    )

    assert [(code, meaning) for code, _, meaning in rows] == [(code, CODES[code]) for code, _, _ in rows]
    assert {code: link for code, link, _ in rows} == {
        code: "#".join(filter(None, diagnostic_page(code))) for code in CODES
    }


@pytest.mark.parametrize("code", page_names())
def test_a_page_has_the_shape_of_all_pages(code: str) -> None:
    page = read_page(code)

    assert (page.title, page.summary) == (f"# {code}", CODES[code])
    assert tuple(heading for heading, _ in page.sections) == HEADINGS
    assert all(body for _, body in page.sections)


@pytest.mark.parametrize("code", page_names())
def test_a_page_fits_a_screen(code: str) -> None:
    lines = page_of(code).splitlines()

    assert [line for line in lines if len(line) > LONGEST] == []


@pytest.mark.parametrize("code", sorted(set(page_names()) - {*TOLD_ALONE, *EXPORTS_TOLD_ALONE}))
def test_what_is_wrong_gives_the_code(code: str) -> None:
    assert found_in(read_page(code), "Wrong", {code}) == {code}


@pytest.mark.parametrize("code", sorted(TOLD_ALONE))
def test_what_no_block_can_show_gives_the_code(code: str) -> None:
    assert read_page(code).blocks("Wrong") == []
    assert set(codes_of_bytes(TOLD_ALONE[code])) >= {code}


@pytest.mark.parametrize("code", sorted(EXPORTS_TOLD_ALONE))
def test_what_no_block_of_an_export_can_show_gives_the_code(code: str) -> None:
    content, size = EXPORTS_TOLD_ALONE[code]

    assert read_page(code).blocks("Wrong") == []
    assert set(codes_of_export(content, size=size)) >= {code}


@pytest.mark.parametrize("code", page_names())
def test_what_is_right_gives_no_problem(code: str) -> None:
    page = read_page(code)

    assert found_in(page, "Right", set()) == set()
    assert not stands_alone(page, "Right") or os.listdir() or page.blocks("Right")[0][0] == "python"
