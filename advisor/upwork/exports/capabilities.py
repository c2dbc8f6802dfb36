"""Which facts each kind of export can tell at all, by entity and field: the rest only a person knows.

What one file does tell hangs on what was asked for and what has happened; see docs/exports.md.
"""

from collections.abc import Mapping

from advisor.upwork.exports.model import ExportKind

TELLS: Mapping[ExportKind, frozenset[str]] = {
    ExportKind.WEEKLY: frozenset(
        {
            "contract.title",
            "contract.kind",
            "contract.last_activity",
            "contract.last_payment",
            "contract.earned",
        }
    ),
    ExportKind.TRANSACTIONS: frozenset(
        {
            "client.name",
            "contract.client",
            "contract.title",
            "contract.kind",
            "contract.last_activity",
            "contract.last_payment",
            "contract.earned",
            "contract.refunded",
        }
    ),
    ExportKind.API: frozenset(
        {
            "profile.job_success",
            "profile.badge",
            "client.name",
            "contract.client",
            "contract.title",
            "contract.kind",
            "contract.status",
            "contract.started",
            "contract.ended",
            "contract.ended_by",
            "contract.earned",
            "contract.escrow",
            "contract.escrow_refund_requested",
            "contract.milestone_submitted",
            "contract.milestone_due",
            "contract.last_activity",
            "contract.last_milestone",
            "contract.dispute",
            "contract.feedback_received",
        }
    ),
    ExportKind.HISTORY: frozenset(
        {
            "profile.job_success",
            "profile.completed_jobs",
            "contract.title",
            "contract.kind",
            "contract.status",
            "contract.started",
            "contract.ended",
            "contract.earned",
            "contract.feedback_given",
            "contract.feedback_received",
            "contract.feedback_received_on",
        }
    ),
}


def fields_of(entity: str, field: str) -> tuple[ExportKind, ...]:
    """The kinds of exports that can tell a field of an entity; none where no export can."""
    return tuple(kind for kind in ExportKind if f"{entity}.{field}" in TELLS[kind])
