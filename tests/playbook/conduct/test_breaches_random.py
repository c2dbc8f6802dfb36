"""Random drafts: what they say against conduct is what regular expressions find in them."""

import re

from hypothesis import given

from tests.engine.generate import playbooks
from tests.engine.texts import PHRASES
from tests.engine.words import Words
from tests.engine.written import Json, Written


@given(playbooks(most=3))
def test_a_draft_is_refused_where_it_says_what_no_draft_may(made: tuple[Words, Written]) -> None:
    _, written = made
    never = written.head.get("messages", {}).get("never", [])
    patterns = [PHRASES[one["any_of"]] for one in never]
    actions = enumerate(written.actions.values(), written.first_action)

    problems = written.load().diagnostics
    unread = {problem.location.line for problem in problems if problem.code != "conduct"}

    told = {problem.location.line for problem in problems if problem.code == "conduct"}
    assert told - unread == {
        line
        for line, action in actions
        if line not in unread
        and any(re.search(pattern, text) for text in drafts(action) for pattern in patterns)
    }


def drafts(action: Json) -> list[str]:
    """The drafts as they may read: of one thing, and of two."""
    message = action.get("message", [])
    texts = [message] if isinstance(message, str) else [variant["text"] for variant in message]
    return [re.sub(r"{.*?: (.*?)\|(.*?)}", form, text) for text in texts for form in (_one, _many)]


def _one(form: re.Match[str]) -> str:
    return form[1].replace("#", "1")


def _many(form: re.Match[str]) -> str:
    return form[2].replace("#", "2")
