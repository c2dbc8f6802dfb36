"""The page of advice of one person of a portfolio, the same as for that person alone."""

from advisor.advice.api import Playbook
from advisor.advice.standing import standing
from advisor.engine.run import Run
from advisor.facts.advised import name_in
from advisor.facts.state import State
from advisor.reports.advice.as_html import advice_html


def advice_page(playbook: Playbook, name: str, state: State, run: Run) -> str:
    """The page; `name` is what the portfolio calls a person whose state has no name."""
    content = playbook.content
    return advice_html(
        playbook.advise(run),
        who=name_in(state, content.vocabulary) or name,
        claims=content.claims,
        standing=standing(playbook, run),
    )
