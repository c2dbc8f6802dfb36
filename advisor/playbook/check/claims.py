"""Claims and what carries them: none is forgotten, and none is carried that is said not to be."""

from dataclasses import replace

from advisor.playbook.carriers import Carrier, CarrierKind, carriers_of, suffices
from advisor.playbook.model import Claim, RuleBase
from advisor.playbook.parse_drafts import Written
from advisor.playbook.reading import Problems

_NOUNS = {
    CarrierKind.RULE: "rule",
    CarrierKind.PARAMETER: "parameter",
    CarrierKind.COMPUTED: "computed field",
    CarrierKind.DRAFT: "action",
    CarrierKind.STEPS: "action",
}


def check_claims(playbook: RuleBase, written: Written, problems: Problems) -> None:
    """`claim-carried-after-all`, and where all else is sound `claim-without-carrier`, a warning.

    In a playbook with errors, what could not be read may be the very thing that carries a claim.  A disabled
    rule counts here: whoever disabled it has said why, and cannot change the claim.
    """
    del written
    disabled = tuple(each.rule for each in playbook.disabled)
    carriers = carriers_of(replace(playbook, rules=(*playbook.rules, *disabled)))
    sound = not problems.errors
    for claim in playbook.claims.values():
        found = carriers[claim.id]
        if claim.not_carried:
            if found:
                _carried_after_all(claim, found[0], problems)
        elif sound and not suffices(claim, found):
            _without_carrier(claim, found, problems)


def _carried_after_all(claim: Claim, carrier: Carrier, problems: Problems) -> None:
    cited = f'the {_NOUNS[carrier.kind]} "{carrier.name}", at {carrier.location}, cites it'
    message = f'the claim "{claim.id}" is said to be not carried, but {cited}'
    hint = 'take "not_carried" out, or that citation'
    problems.add("claim-carried-after-all", claim.location, message, hint)


def _without_carrier(claim: Claim, carriers: tuple[Carrier, ...], problems: Problems) -> None:
    message = f'nothing carries the claim "{claim.id}"'
    if carriers:
        steps = f'the steps of "{carriers[0].name}"'
        message = f'the claim "{claim.id}" is a {claim.kind}, and only {steps} carry it'
    hint = 'cite it where it has a say, such as in a rule, or tell under "not_carried" why that cannot be'
    problems.warn("claim-without-carrier", claim.location, message, hint)
