"""`advisor test --mutate`: the rules changed on purpose, and what no scenario notices."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from advisor.advice.library import Playbook
    from advisor.scenarios import Scenario


def mutate(
    playbook: "Playbook", scenarios: "Sequence[Scenario]", *, form: str, fail_under: float | None
) -> int:
    """Change the playbook in every small way, and report each change that no scenario notices.

    `form` is "text" or "json"; `fail_under` the percent of changes that must be noticed.  An exit code.
    """
    raise click.UsageError("--mutate is not there yet.")
