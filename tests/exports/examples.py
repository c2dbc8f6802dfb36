"""One freelancer who is always the same: for tests that go through a file byte by byte."""

from tests.exports.truth import (
    BONUS,
    FIXED,
    HOURLY,
    Client,
    Contract,
    Freelancer,
    Milestone,
    Payment,
    Refund,
    Review,
    Work,
)

_START = 739_800  # 2026-07-03, a Friday
_ACME, _SMITH = Client("881", "ACME Tools"), Client("882", 'Smith, Jones & "Co"')

SHOP = Contract(
    "35695275", 'A shop, and\na "blog"', _ACME, True, "ACTIVE", _START,
    work=(Work(_START + 3, 750, 30_000), Work(_START + 4, 200, 8_000)),
    payments=(Payment(_START + 19, HOURLY, 38_000, _START + 3, _START + 9),
              Payment(_START + 40, BONUS, 5_000, _START + 40, _START + 40)),
)  # fmt: skip
LOGO = Contract(
    "35695276", "Logo", _SMITH, False, "CLOSED", _START - 100, _START + 50,
    payments=(Payment(_START + 20, FIXED, 120_050, _START + 20, _START + 20),
              Payment(_START + 45, FIXED, 99, _START + 45, _START + 45)),
    refunds=(Refund(_START + 48, 2_000),),
    milestones=(Milestone("1", "Sketches", "Paid", 0, 120_050, _START + 20, _START + 19),
                Milestone("2", "The rest", "Paid", 0, 99, None, _START + 44)),
    received=Review(450, "Good, with \"but\"", _START + 52),
    given=Review(500, "", _START + 51),
    updated=_START + 50,
)  # fmt: skip
PRINT = Contract(
    "35695277", "Print run", _SMITH, False, "PAUSED", _START + 60,
    milestones=(Milestone("3", "All", "Submitted", 45_000, 0, _START + 90, _START + 80),),
    updated=_START + 80,
)  # fmt: skip
ADA = Freelancer("Ada Example", 93, 41, True, False, False, (SHOP, LOGO, PRINT))
