"""Pages of rules: every link leads somewhere, and no text of a playbook becomes markup."""

import posixpath
import re
from pathlib import Path

import pytest

from advisor.reports.markdown import escaped, slugs
from advisor.reports.rules.pages import MARK, Pages
from advisor.reports.rules.summary import RuleSummarizer
from tests.playbook.sound import sound
from tests.reports.sample_rules import hostile, shipped

CLOSE = """\
# close-the-quiet

[All rules](../README.md), rule set Sound rules. Written in WHERE

**For each contract, if all of these hold:**

- it counts as "quiet"
- a check-in is recorded that had a no

**then advise, with low priority:**

- Close TITLE ([close-contract](../actions.md#close-contract))

## Because

CLIENT needs no more

## Rests on

- [D-1](../claims.md#d-1): Quiet contracts are better closed.

## Reads

- quiet, drawn by [gone-quiet](gone-quiet.md)
"""


def test_the_page_of_a_rule() -> None:
    page = Pages(RuleSummarizer(sound())).all()["rules/close-the-quiet.md"]

    written = re.sub(r"Written in .*", "Written in WHERE", page)
    assert written == f"{CLOSE}\n{MARK}\n"


def test_every_link_of_the_shipped_pages_leads_somewhere() -> None:
    pages = Pages(RuleSummarizer(shipped())).all()
    anchors = {path: set(re.findall(r'<a id="([^"]+)"></a>', text)) for path, text in pages.items()}
    lost = []
    for path, text in pages.items():
        for target in re.findall(r"\]\(([^)]+)\)", text):
            page, _, anchor = target.partition("#")
            found = posixpath.normpath(posixpath.join(posixpath.dirname(path), page))
            if found not in pages or (anchor and anchor not in anchors[found]):
                lost.append((path, target))

    assert lost == []
    assert len(pages) == len(shipped().rules) + 3


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain words, with a comma.", "plain words, with a comma."),
        ("*a* _b_ `c` [d](e) <f> #g ~h~ |i| $j$", r"\*a\* \_b\_ \`c\` \[d\](e) \<f\> \#g \~h\~ \|i\| \$j\$"),
        ("- item", r"\- item"),
        ("+ item", r"\+ item"),
        ("12. item", r"12\. item"),
        ("1) item", r"1\) item"),
        ("https://a.example www.b.example c@d.example", r"https\://a.example www\.b.example c\@d.example"),
        ("&lt;", r"\&lt;"),
        ("one\n\n# two", r"one \# two"),
        ("\u202eback", "back"),
    ],
)
def test_text_that_would_be_markup(text: str, written: str) -> None:
    assert escaped(text) == written


def test_every_name_has_a_file_of_its_own() -> None:
    found = slugs(["a/b", "a b", "A-B", "..", "nul", "", "x" * 200, "close-contract"])

    assert list(found.values()) == [
        "a-b",
        "a-b-2",
        "a-b-3",
        "unnamed",
        "nul-",
        "unnamed-2",
        "x" * 80,
        "close-contract",
    ]


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    pages = Pages(RuleSummarizer(hostile(tmp_path))).all()

    for path, text in pages.items():
        prose = re.sub(r"^```mermaid\n.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL).replace(MARK, "")
        prose = re.sub(r'<a id="[a-z0-9_-]+"></a>', "", prose)
        assert re.findall(r"(?<!\\)[<`]", prose) == [], path
        assert re.findall(r"(?<!\\)\]\((?!\.\./|rules/|[a-zA-Z0-9_-]+\.md)", prose) == [], path
        assert re.fullmatch(r"(?:rules/)?[A-Za-z0-9_-]+\.md", path)
