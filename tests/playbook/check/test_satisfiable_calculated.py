"""What is calculated may be negative, or beyond what its type reaches to: no test of it always holds."""

from pathlib import Path

import pytest

from advisor.playbook.load import load_playbook
from tests.playbook.sound import SOUND

MORE = """\
entities:
  contract:
    computed:
      rest: {{value: earned - refunded}}
      share: {{type: percent, value: refunded / earned}}
      events: {{count: {{event: {{reply: yes}}}}}}
ruleset: mine
rules:
  - {{id: mine, for: contract, when: {when}, forbid: check-in, because: So, claims: D-1}}
"""


@pytest.mark.parametrize(
    ("when", "codes"),
    [
        ('{rest: ">= 0"}', []),
        ('{share: "<= 100"}', []),
        ('{share: "<= 99"}', []),
        ('{events: ">= 0"}', ["always-holds"]),
        ('{earned: ">= 0"}', ["always-holds"]),
        ('{rest: ["> 5", "<= 5"]}', ["always-holds"]),
        ('{all: [{rest: "> 5"}, {rest: "< 4"}]}', ["never-fires"]),
        ('{all: [{earned: "> 2 * refunded"}, {earned: "<= 2 * refunded"}]}', ["never-fires"]),
        ('{all: [{earned: "> 2 * refunded"}, {earned: "< 3 * refunded"}]}', []),
        ('{earned: "refunded..2 * refunded"}', []),
        ('{earned: "[2 * refunded..refunded)"}', []),
    ],
)
def test_what_is_calculated_has_no_bounds(when: str, codes: list[str], tmp_path: Path) -> None:
    path = tmp_path / "more.yaml"
    path.write_text(MORE.format(when=when))

    found = (problem.code for problem in load_playbook((str(SOUND), str(path))).diagnostics)
    assert [code for code in found if code != "unused-field"] == codes
