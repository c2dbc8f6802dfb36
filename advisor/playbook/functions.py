"""The registered functions that a computed field may name: what each returns and what it reads.

Their code lives with the facts; here is the signature alone, so that a rule can be checked and an
unknown value can be asked for.  A new function is one entry here and one in `facts/functions.py`.
"""

from collections.abc import Mapping

from advisor.playbook.quantities import FieldType
from advisor.source.record import record


@record
class Signature:
    """The entity a function belongs to, the type it returns, and the paths whose absence makes it unknown.

    `needs` are all paths that its code reads, with the types that it counts on.
    """

    entity: str
    kind: FieldType
    reads: tuple[str, ...]
    needs: Mapping[str, FieldType]


FUNCTIONS = {
    "job_success_drop": Signature(
        "contract",
        FieldType.POINTS,
        reads=("profile.completed_jobs", "profile.job_success"),
        needs={
            "profile.completed_jobs": FieldType.COUNT,
            "profile.job_success": FieldType.PERCENT,
            "policy.new_jobs": FieldType.COUNT,
            "earned": FieldType.MONEY,
            "feedback_received": FieldType.RATING,
            "status": FieldType.CHOICE,
        },
    ),
}
