"""A page on a code as terminal text."""

from advisor.reports.problems.explain_code import page_text
from advisor.reports.terminal.style import TerminalStyle

PAGE = """\
# a-code

One sentence.

## What
A paragraph on two
lines, and a long one that has to be wrapped somewhere.

## Wrong

```yaml
# my-rules/a.yaml
rules:

  - {id: x}
```
Then “this” – after [it](it.md).
"""


def test_a_page_as_wide_as_the_terminal() -> None:
    assert page_text(PAGE, TerminalStyle(width=40)) == (
        "a-code\n"
        "  One sentence.\n"
        "\n"
        "What\n"
        "  A paragraph on two lines, and a long\n"
        "  one that has to be wrapped somewhere.\n"
        "\n"
        "Wrong\n"
        "    # my-rules/a.yaml\n"
        "    rules:\n"
        "\n"
        "      - {id: x}\n"
        "\n"
        "  Then “this” – after it.\n"
    )


def test_a_terminal_without_signs() -> None:
    assert page_text(PAGE, TerminalStyle(unicode=False)).splitlines()[-1] == '  Then "this" - after it.'


def test_colour_tells_headings_and_code_apart() -> None:
    text = page_text(PAGE, TerminalStyle(colour=True))

    assert "\x1b[1mWrong\x1b[0m\n    \x1b[2m# my-rules/a.yaml\x1b[0m\n    \x1b[1;36mrules:\x1b[0m\n" in text
