"""What if, as JSON for other programs; docs/output.md describes it for them."""

from advisor.advice.suppose import WhatIf
from advisor.advice.suppositions import Supposition
from advisor.reports.changes_json import changes_json
from advisor.reports.json_report import SCHEMA_VERSION, Json, points_json, subject_json, to_json, whole_advice
from advisor.reports.wording import iso_day


def supposed_json(
    found: WhatIf, *, file: str, who: str = "", top: int | None = None, ascii_only: bool = False
) -> str:
    """What is supposed, what differs, and both pieces of advice; `top` cuts what each of them recommends."""
    comparison = found.comparison
    return to_json(
        {
            "schema_version": SCHEMA_VERSION,
            "file": file,
            "name": who or None,
            "as_of": iso_day(comparison.before.as_of),
            "supposed": [supposition_json(each) for each in found.suppositions],
            "changed": not comparison.is_empty,
            **changes_json(comparison, answered=found.answered),
            "points_at_stake": {
                "before": points_json(found.stakes.before),
                "after": points_json(found.stakes.after),
                "differing": [
                    {
                        "subject": subject_json(each.subject),
                        "before": points_json(each.before),
                        "after": points_json(each.after),
                    }
                    for each in found.stakes.differing
                ],
            },
            "advice_today": whole_advice(comparison.before, top),
            "advice_supposed": whole_advice(comparison.after, top),
        },
        ascii_only=ascii_only,
    )


def supposition_json(found: Supposition) -> Json:
    """What is supposed of one path, and what is so today."""
    return {
        "path": found.path,
        "about": found.about or None,
        "before": found.today.value,
        "after": found.supposed.value,
        "read": found.read,
    }
