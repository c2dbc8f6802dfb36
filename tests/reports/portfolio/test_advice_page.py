"""Each person's page is the page of advice."""

from advisor import Playbook, State
from advisor.advice.standing import standing
from advisor.reports.advice.as_html import advice_html
from advisor.reports.portfolio.advice_page import advice_page


def test_it_is_the_page_of_that_person_alone() -> None:
    playbook = Playbook.load()
    for profile, who in (("{name: Ana, job_success: 91}", "Ana"), ("{job_success: 91}", "ana/1")):
        state = State.parse(f"as_of: 2026-11-21\nprofile: {profile}")
        run = playbook.run(state)
        alone = advice_html(
            playbook.advise(run), who=who, claims=playbook.content.claims, standing=standing(playbook, run)
        )
        assert advice_page(playbook, "ana/1", state, run) == alone
        assert f"Advice for {who}" in alone
