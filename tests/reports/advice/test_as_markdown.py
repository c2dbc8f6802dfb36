"""Advice as Markdown: a whole document, and what a real parser makes of texts that would be markup."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from advisor.reports.advice.as_markdown import advice_markdown
from advisor.reports.terminal.printable import one_line
from tests.reports.hostile import TRICKS, hostile
from tests.reports.samples import EMPTY, FULL

GOLDEN = Path(__file__).parents[1] / "golden" / "full.md"
PARSER = MarkdownIt("gfm-like", {"html": True, "linkify": False})
# What GitHub makes a link of although no markup says so.
BARE_LINK = re.compile(r"(?<!\\)www\.|(?:https?|ftp)://", re.IGNORECASE)
OURS = {
    *("heading", "paragraph", "inline", "text", "strong", "softbreak", "hardbreak", "blockquote"),
    *("bullet_list", "ordered_list", "list_item", "table", "thead", "tbody", "tr", "th", "td"),
}


def tokens(markdown: str) -> Iterator[Token]:
    """What a reader of GitHub's Markdown sees, inner tokens too."""
    for token in PARSER.parse(markdown):
        yield token
        yield from token.children or ()


def shown(markdown: str) -> str:
    """The text alone."""
    return "".join(token.content for token in tokens(markdown) if token.type == "text")


def test_a_whole_document() -> None:
    assert advice_markdown(FULL, who="Laura") == GOLDEN.read_text(encoding="utf-8")


def test_nothing_to_do() -> None:
    assert advice_markdown(EMPTY) == (
        "# Your advice\n"
        "\n"
        "21 November 2026 · playbook: rules\n"
        "\n"
        "There is nothing you need to do now. Enjoy your day, and look again when something changes.\n"
    )


def test_top_cuts_recommendations_alone_and_says_so() -> None:
    cut = advice_markdown(FULL, top=1)

    assert "\n\n… and 2 more, less urgent.\n\n## Deadlines\n" in cut
    assert "Leaflets" not in cut
    assert (
        cut[cut.index("## Not now") :] == advice_markdown(FULL)[advice_markdown(FULL).index("## Not now") :]
    )


def test_a_draft_reads_as_it_was_written() -> None:
    [quote] = [part for part in advice_markdown(FULL).split("\n\n") if part.startswith("> ")]

    assert shown(quote).startswith("Hello Ada,I have the impression")
    assert [token.type for token in tokens(quote) if token.type == "hardbreak"] == ["hardbreak"] * 3


@pytest.mark.parametrize("trick", TRICKS.values(), ids=TRICKS)
def test_no_text_is_markup(trick: str) -> None:
    markdown = advice_markdown(hostile(trick), who=trick)
    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens(markdown)}

    assert kinds <= OURS
    assert BARE_LINK.findall(markdown) == []
    for line in filter(None, map(one_line, trick.split("\n"))):
        assert line in shown(markdown)


@pytest.mark.parametrize("trick", TRICKS.values(), ids=TRICKS)
def test_no_text_changes_the_shape(trick: str) -> None:
    plain, tricked = advice_markdown(hostile("x"), who="x"), advice_markdown(hostile(trick), who=trick)

    def shape(markdown: str) -> list[str]:
        return [token.type for token in PARSER.parse(markdown) if token.level == 0]

    assert shape(tricked) == shape(plain)
