"""What carries a claim, and what suffices for its kind."""

from pathlib import Path

import pytest

from advisor.playbook.citations import Carrier, CarrierKind, carriers_of, suffices
from advisor.playbook.load import load_playbook
from advisor.playbook.model import Claim
from advisor.source.diagnostic import Location
from tests.playbook.sound import SOUND, sound, usable

MORE = """\
claims:
  D-2: {document: D, section: Two, kind: fact, says: Clients forget.}
  D-3: {document: D, section: Two, kind: meta, says: One view., not_carried: No advice follows.}
entities:
  contract: {computed: {waited: {days_since: last_activity, claims: [D-1, D-2]}}}
policy:
  two_months: {type: days, value: 60 days, claims: D-2}
actions:
  stay-calm: {for: contract, effort: low, title: Stay calm, steps: [Breathe.], claims: [D-2, D-2]}
  say-hello: {for: contract, effort: low, title: Say hello, message: Hello, claims: D-2}
ruleset: more
rules:
  - {id: calm, for: contract, when: {stars: 1}, advise: [stay-calm, say-hello], priority: low, because: So,
     claims: [D-2, D-1]}
"""
PLACE = Location("claims.yaml", 1, 1)


def test_every_claim_has_its_carriers_in_order(tmp_path: Path) -> None:
    more = tmp_path / "more.yaml"
    more.write_text(MORE, encoding="utf-8")

    carriers = carriers_of(usable(load_playbook((str(SOUND), str(more)))))

    assert {
        claim: [f"{carrier.kind} {carrier.name}" for carrier in carriers[claim]] for claim in carriers
    } == {
        "D-1": [
            "rule ask-the-quiet",
            "rule calm",
            "rule close-the-quiet",
            "rule gone-quiet",
            "rule score-is-fine",
            "computed contract.waited",
        ],
        "D-2": [
            "rule calm",
            "parameter two_months",
            "computed contract.waited",
            "draft say-hello",
            "steps stay-calm",
        ],
        "D-3": [],
    }
    assert [carrier.location.line for carrier in carriers["D-2"]] == [13, 7, 5, 10, 9]


def test_a_carrier_has_the_place_where_it_is_declared() -> None:
    [first, *_] = carriers_of(sound())["D-1"]

    assert first == Carrier(CarrierKind.RULE, "ask-the-quiet", PLACE)
    assert str(first.location) == f"{SOUND}:71:9"


@pytest.mark.parametrize("kind", ["rule", "guard", "threshold", "template", "fact", "evidence", "meta"])
@pytest.mark.parametrize("carrier", [*CarrierKind, None])
def test_steps_alone_do_only_for_what_informs(kind: str, carrier: CarrierKind | None) -> None:
    claim = Claim("D-1", "D", "One", kind, "So it is.", PLACE)
    carriers = (Carrier(carrier, "it", PLACE),) if carrier else ()
    informs = kind in ("fact", "evidence", "meta")

    assert suffices(claim, carriers) == (
        carrier is not None and (informs or carrier is not CarrierKind.STEPS)
    )
