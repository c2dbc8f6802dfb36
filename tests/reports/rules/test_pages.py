"""Pages of rules: every link leads somewhere, and no text of a playbook becomes markup."""

import posixpath
import re
from pathlib import Path

import pytest

from advisor.playbook.load import load_playbook
from advisor.reports.markdown import escaped, slugs
from advisor.reports.rules.pages import MARK, Pages
from advisor.reports.rules.summary import RuleSummarizer
from tests.playbook.sound import SOUND, sound, usable
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


NUMBERS = """\
policy:
  long_idle: {type: days, value: 1 year, note: "so long that nobody *remembers*"}
ruleset: numbers
title: "Numbers"
rules:
  - id: of-numbers
    for: contract
    in_force: {from: 2026-01-01, until: 2027-01-01}
    when: {idle: ["> policy.long_idle"], earned: "< policy.small_stake"}
    then:
      - advise: close-contract
        priority: high
        deadline: {field: last_activity, plus: policy.idle_after}
        because: "Idle for {idle}."
      - {forbid: check-in, because: "Nobody *remembers*."}
    note: "for whoever *asks*"
    claims: [D-1]
"""
WHOLE = sorted((Path(__file__).parent / "pages").glob("*.txt"))


@pytest.mark.parametrize("written", WHOLE, ids=lambda path: path.stem)
def test_a_whole_page(written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("numbers.yaml").write_text(NUMBERS, encoding="utf-8")
    pages = Pages(RuleSummarizer(usable(load_playbook((str(SOUND), "numbers.yaml"))))).all()

    [page] = [text for path, text in pages.items() if Path(path).stem == written.stem]

    assert page == written.read_text(encoding="utf-8")


def test_every_link_of_the_shipped_pages_leads_somewhere() -> None:
    pages = Pages(RuleSummarizer(shipped())).all()
    anchors = {path: set(re.findall(r'<a id="([^"]+)"></a>', text)) for path, text in pages.items()}
    lost = []
    for path, text in pages.items():
        for target in re.findall(r"\]\(([^)]+)\)", text):
            page, _, anchor = target.partition("#")
            linked = posixpath.normpath(posixpath.join(posixpath.dirname(path), page))
            if linked not in pages or (anchor and anchor not in anchors[linked]):
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
    names = slugs(["a/b", "a b", "A-B", "..", "nul", "", "x" * 200, "close-contract"])

    assert list(names.values()) == [
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
