"""A warning about days in a state that have not come, told by every command that reviews one state."""

import sys
from datetime import date
from typing import TYPE_CHECKING

from advisor.cli.screen import look_of, tell

if TYPE_CHECKING:
    from advisor.facts.rows import Facts


def tell_days_ahead(facts: "Facts", as_of: date | None) -> None:
    """Tell on standard error which days lie ahead, unless `--as-of` was given: looking back is meant then."""
    if as_of is not None:
        return
    from advisor.facts.days_ahead import days_ahead

    found = days_ahead(facts)
    if found:
        from advisor.cli.problems import SourceLines
        from advisor.reports.diagnostics import diagnostics_text

        tell(diagnostics_text(found, look_of(sys.stderr), SourceLines()))
