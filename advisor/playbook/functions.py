"""The registered functions that a computed field may name: what each returns and what it reads.

Their code lives with the facts; here is the signature alone, so that a rule can be checked and an
unknown value can be asked for.  A new function is one entry here and one in `facts/functions.py`.
"""

from advisor.playbook.quantities import FieldType
from advisor.source.record import record


@record
class Signature:
    """The entity a function belongs to, the type it returns, and the paths whose absence makes it unknown."""

    entity: str
    kind: FieldType
    reads: tuple[str, ...]


FUNCTIONS = {
    "job_success_drop": Signature(
        "contract", FieldType.POINTS, ("profile.completed_jobs", "profile.job_success")
    ),
}
