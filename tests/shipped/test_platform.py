"""The shipped playbook's two halves: what the documents say, and what the platform demands today."""

from advisor.advice.api import Playbook
from advisor.playbook.conditions import conclusions_read
from advisor.playbook.model import Authority
from advisor.shipped import shipped_playbook

PLAYBOOK = Playbook.load(shipped_playbook())
CONTENT = PLAYBOOK.content
BY_FOLDER = {
    folder: [rule for rule in CONTENT.rules if CONTENT.rulesets[rule.ruleset].folder == folder]
    for folder in ("documents", "platform")
}


def test_every_rule_stands_in_one_of_the_two_folders() -> None:
    assert sum(map(len, BY_FOLDER.values())) == len(CONTENT.rules)
    assert all(BY_FOLDER.values())


def test_the_platforms_rules_rest_on_the_platforms_word_and_the_documents_on_theirs() -> None:
    for folder, authority in (("documents", Authority.DOCUMENT), ("platform", Authority.PLATFORM)):
        strangers = [rule.id for rule in BY_FOLDER[folder] if authority not in CONTENT.authorities(rule)]
        assert strangers == []


def test_every_claim_of_the_platform_says_since_when_and_how_sure() -> None:
    platform = [claim for claim in CONTENT.claims.values() if claim.document == "P"]

    assert len(platform) > 50
    assert [claim.id for claim in platform if not claim.date] == []
    assert {claim.sure for claim in platform} == {"high", "medium", "low"}


def test_the_documents_draw_every_conclusion_that_their_own_rules_read() -> None:
    documents = PLAYBOOK.without("platform").content
    drawn = {target for rule in documents.rules for target in rule.conclusions}
    read = {path.name for rule in documents.rules for path, _, _ in conclusions_read(rule.when)}

    assert read
    assert read <= drawn
