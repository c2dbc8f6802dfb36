"""What if, as JSON."""

import json

from advisor.reports.advice.as_json import advice_json
from advisor.reports.compare.what_if import what_if_json
from tests.reports.sample_what_ifs import AFTER, WHOLE
from tests.reports.samples import FULL, MANUAL


def test_the_json() -> None:
    value = json.loads(what_if_json(WHOLE, file="nora.yaml", who="Nora", top=2))

    assert list(value) == [
        "schema_version",
        "file",
        "name",
        "as_of",
        "supposed",
        "changed",
        "changes",
        "new_questions",
        "old_questions",
        "points_at_stake",
        "money_at_stake",
        "advice_today",
        "advice_supposed",
    ]
    assert [value[key] for key in list(value)[:6]] == [
        1,
        "nora.yaml",
        "Nora",
        "2026-11-21",
        [
            {
                "path": "contracts.c-1.client_mood",
                "about": MANUAL.label,
                "before": "unhappy",
                "after": "happy",
                "read": True,
            },
            {
                "path": "profile.job_success",
                "about": None,
                "before": "unknown",
                "after": "92%",
                "read": True,
            },
        ],
        True,
    ]
    assert [(change["kind"], change["action"]) for change in value["changes"][:2]] == [
        ("went", "talk-it-through"),
        ("moved", "keep-it-up"),
    ]
    assert [(question["path"], question["answered"]) for question in value["old_questions"]] == [
        ("profile.job_success", True)
    ]
    subject = {"entity": "contract", "id": "c-1", "label": MANUAL.label}
    assert value["points_at_stake"]["differing"][0] == {"subject": subject, "before": 25.0, "after": 0.0}
    assert (value["points_at_stake"]["before"], value["points_at_stake"]["after"]) == (25.3, 12.0)
    assert value["advice_today"] == json.loads(advice_json(FULL, who="Nora", top=2))
    assert value["advice_supposed"] == json.loads(advice_json(AFTER, who="Nora", top=2))
