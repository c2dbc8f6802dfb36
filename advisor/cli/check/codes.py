"""The codes of all rooms, and the page on each."""

import os
import re

from advisor import shipped
from advisor.playbook.codes import CODES as PLAYBOOK
from advisor.scenarios.codes import CODES as SCENARIOS
from advisor.source.codes import CODES as SOURCE
from advisor.sqlplan.codes import CODES as SQL_PLAN
from advisor.upwork.exports.codes import CODES as EXPORTS

FOLDER = "docs/diagnostics"


def all_codes() -> dict[str, str]:
    """The meaning of every code that a diagnostic may have."""
    return {**SOURCE, **PLAYBOOK, **EXPORTS, **SCENARIOS, **SQL_PLAN}


def page_of(code: str) -> str:
    """The page on a code, or its part of a page that it shares, as Markdown; "" where it cannot be read."""
    file, heading = shipped.diagnostic_page(code)
    try:
        with open(os.path.join(shipped.diagnostic_pages(), file), encoding="utf-8") as page:
            text = page.read()
    except (OSError, ValueError):
        return ""
    if not heading:
        return text
    part = re.search(rf"^#(# {heading}\n.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return re.sub(r"^##(#+ )", r"#\1", part[1], flags=re.MULTILINE).rstrip() + "\n" if part else ""
