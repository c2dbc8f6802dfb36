"""What is known of the platform alone: its exports, and its score.

As an extension of the rule language (`playbook/extensions.py`) it adds a function for computed fields.
"""

from advisor.upwork.job_success import FUNCTION

FUNCTIONS = {"job_success_drop": FUNCTION}
