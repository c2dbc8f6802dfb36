"""Fixtures of the commands' tests."""

import os

import pytest


@pytest.fixture
def no_superuser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may write no file that is read-only, as most people may not."""
    ask = os.access

    def as_its_mode_says(path: str, mode: int) -> bool:
        return ask(path, mode) and (mode != os.W_OK or bool(os.stat(path).st_mode & 0o200))

    monkeypatch.setattr(os, "access", as_its_mode_says)
