"""One browser for all tests, and pages put where it can open them."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import Chromium, find_chromium

MISSING = "there is no Chromium here (on Debian and Ubuntu: apt-get install chromium)"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    """A running browser.  Without one the tests are skipped, and under CI they fail."""
    path = find_chromium()
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    browser = Chromium(path)
    try:
        yield browser
    finally:
        browser.close()


@pytest.fixture
def place(tmp_path: Path) -> Callable[[str], str]:
    """Puts a page into a file and gives its address."""

    def put(page: str) -> str:
        path = tmp_path / "advice.html"
        path.write_text(page, encoding="utf-8")
        return path.as_uri()

    return put
