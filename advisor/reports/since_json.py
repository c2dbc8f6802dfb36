"""Advice with what is new in it since it was saved, as JSON; docs/output.md describes it for programs."""

from advisor.advice.since import Since
from advisor.reports.changes_json import change_json, changes_json
from advisor.reports.json_report import playbook_json, to_json, whole_advice
from advisor.reports.wording import iso_day


def since_json(found: Since, *, top: int | None = None, ascii_only: bool = False) -> str:
    """The advice as usual, with a last key `since`."""
    then, now = found.comparison.before, found.comparison.after
    since = {
        "as_of": iso_day(then.as_of),
        "playbook": playbook_json(then),
        "more": found.recorded.cut,
        **changes_json(found.comparison, answered=found.answered),
        "perhaps": [change_json(change) for change in found.unsure],
    }
    return to_json({**whole_advice(now, top), "since": since}, ascii_only=ascii_only)
