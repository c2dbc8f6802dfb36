"""What a rule reads, directly and through computed fields."""

from pathlib import Path

import pytest

from advisor.playbook.dependencies import rule_reads
from advisor.playbook.load import load_playbook
from tests.playbook.sound import SOUND, usable

MORE = """\
policy:
  few: {type: count, value: 2}
  new_jobs: {type: count, value: 3}
entities:
  profile:
    fields:
      completed_jobs: {type: count}
    computed:
      fresh: {count: {contract: {idle: "< policy.idle_after", status: active}}}
      money: {sum: {of: earned, over: {contract: {stars: ">= 4"}}}}
  contract:
    fields:
      feedback_received: {type: rating}
    computed:
      job_success_drop: {function: job_success_drop}
      old: {days_since: last_activity}
ruleset: more
rules:
"""
RULE = "  - {{id: mine, for: {entity}, when: {when}, {verb}, because: '{because}', claims: D-1}}\n"


@pytest.mark.parametrize(
    ("entity", "when", "verb", "because", "reads"),
    [
        ("contract", "{stars: 1}", "forbid: check-in", "So", "contract.stars"),
        ("contract", "{client.responsive: true}", "forbid: check-in", "So", "client.responsive"),
        ("contract", "{quiet: true}", "forbid: check-in", "So", "contract.quiet"),
        ("contract", "{stars: 1}", "forbid: check-in", "{policy.few}", "contract.stars policy.few"),
        (
            "contract",
            "{idle: '> policy.idle_after'}",
            "forbid: check-in",
            "{title}",
            "contract.idle contract.last_activity contract.title policy.idle_after",
        ),
        (
            "contract",
            "{stars: 1}",
            "advise: check-in, priority: low, deadline: {field: last_activity, plus: policy.idle_after}",
            "So",
            "contract.last_activity contract.stars policy.idle_after",
        ),
        (
            "profile",
            "{fresh: '> policy.few', money: 0}",
            "forbid: keep-it-up",
            "So",
            "contract.earned contract.idle contract.last_activity contract.stars contract.status "
            "policy.few policy.idle_after profile.fresh profile.money",
        ),
        (
            "contract",
            "{job_success_drop: '> 1'}",
            "forbid: check-in",
            "So",
            "contract.job_success_drop policy.new_jobs profile.completed_jobs profile.job_success",
        ),
    ],
)
def test_what_a_rule_reads(
    entity: str, when: str, verb: str, because: str, reads: str, *, tmp_path: Path
) -> None:
    path = tmp_path / "more.yaml"
    path.write_text(MORE + RULE.format(entity=entity, when=when, verb=verb, because=because))
    playbook = usable(load_playbook((str(SOUND), str(path))))
    [mine] = [rule for rule in playbook.rules if rule.id == "mine"]

    found = rule_reads(mine, playbook.vocabulary)

    assert " ".join(sorted(f"{owner}.{name}" for owner, name in found)) == reads
