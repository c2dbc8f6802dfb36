"""`advisor portfolio` on the playbook of tests/advice/months."""

from click.testing import Result

from tests.advice.monthly import RULES
from tests.cli.command import run


def portfolio(*arguments: str, day: str = "2026-11-21") -> Result:
    """Run the command for a day."""
    return run("portfolio", *arguments, "--rules", RULES, "--as-of", day)
