"""What is known of the platform alone: its exports, its score, and what its rules let a message say.

As an extension of the rule language (`playbook/extensions.py`) it adds a function for computed fields and the
conduct of drafts.
"""

from advisor.playbook.extensions import Breach
from advisor.upwork.job_success import FUNCTION

FUNCTIONS = {"job_success_drop": FUNCTION}


def breaches(message: str) -> tuple[Breach, ...]:
    """Everything that a message says against the platform's conduct rules, in order; () for a clean one."""
    from advisor.upwork import conduct  # its patterns are heavy, and most commands need none of them

    return conduct.find_breaches(message)
