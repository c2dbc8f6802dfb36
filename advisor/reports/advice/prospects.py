"""What an answer may bring, and a few names of many."""

from advisor.advice.model import Question, Subject
from advisor.reports.wording import action_words

_MOST = 3  # named at once; the first ones weigh most


def what_hangs_on(question: Question, titles: dict[tuple[str, Subject], str]) -> list[str]:
    """Why a question is asked: "May lead to: ...; ...", "May rule out: ..."."""
    sentences = []
    for verb, actions, prospects in (
        ("May lead to", question.could_bring, question.brings),
        ("May rule out", question.could_forbid, question.forbids),
        ("May make more or less urgent", question.could_move, question.moves),
    ):
        names = [prospect.title for prospect in prospects] or [
            titles.get((action, question.subject)) or action_words(action) for action in actions
        ]
        if names:
            sentences.append(f"{verb}: {'; '.join(first_few(names))}")
    return sentences


def first_few(names: list[str]) -> list[str]:
    """The first of them, and how many more there are."""
    more = len(names) - _MOST
    return [*names[:_MOST], f"and {more:,} more"] if more > 0 else names
