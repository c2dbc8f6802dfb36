"""The codes of all rooms, and the page on each."""

import os

from advisor import shipped
from advisor.playbook.codes import CODES as PLAYBOOK
from advisor.scenarios.codes import CODES as SCENARIOS
from advisor.source.codes import CODES as SOURCE
from advisor.upwork.exports.codes import CODES as EXPORTS

FOLDER = "docs/diagnostics"


def all_codes() -> dict[str, str]:
    """The meaning of every code that a diagnostic may have."""
    return {**SOURCE, **PLAYBOOK, **EXPORTS, **SCENARIOS}


def page_of(code: str) -> str:
    """The page on a code, as Markdown; "" where it cannot be read."""
    try:
        with open(os.path.join(shipped.diagnostic_pages(), f"{code}.md"), encoding="utf-8") as page:
            return page.read()
    except (OSError, ValueError):
        return ""
