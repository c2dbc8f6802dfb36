"""The shipped playbook gives the advice that its scenarios expect.

To try one alone, `advisor test scenarios --rules rules --run NAME`.
"""

from tests.shipped.whole import shown


def test_every_scenario_passes() -> None:
    results = [each.result() for each in shown()]

    assert len(results) > 1000
    assert "\n".join(str(result) for result in results if not result.passed) == ""
