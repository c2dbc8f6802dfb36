"""What is known of the platform alone: its exports, and what its rules let a message say.

As an extension of the rule language (`playbook/extensions.py`) it adds the conduct of drafts.
"""

from advisor.playbook.extensions import Breach


def breaches(message: str) -> tuple[Breach, ...]:
    """Everything that a message says against the platform's conduct rules, in order; () for a clean one."""
    from advisor.upwork import conduct  # its patterns are heavy, and most commands need none of them

    return conduct.find_breaches(message)
