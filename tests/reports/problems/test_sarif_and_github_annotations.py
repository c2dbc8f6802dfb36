"""Problems as workflow commands: one line each, whatever stands in them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from advisor.reports.problems.sarif_and_github import github_commands
from advisor.source.diagnostic import Diagnostic, Location, Severity


def command(diagnostic: Diagnostic) -> str:
    return github_commands([diagnostic], root="/project")


def test_an_error_and_a_warning() -> None:
    unknown = Diagnostic(
        "unknown-field", Location("/project/rules/a.yaml", 3, 11), "no field", "try: one, two"
    )
    unused = Diagnostic("unused", Location("/other/b.yaml", 2, 1), "so it is", severity=Severity.WARNING)

    assert github_commands([unknown, unused], root="/project") == (
        "::error file=rules/a.yaml,line=3,col=11,title=unknown-field::no field%0Ahint: try: one, two\n"
        "::warning file=/other/b.yaml,line=2,col=1,title=unused::so it is\n"
    )


def test_nothing_to_tell() -> None:
    assert github_commands([], root="/project") == ""


def test_what_would_end_a_property_is_escaped() -> None:
    diagnostic = Diagnostic("x", Location("/project/a,line=9::b%0A\r\n.yaml", 1, 1), "100 % :: here")

    assert command(diagnostic) == (
        "::error file=a%2Cline=9%3A%3Ab%250A%0D%0A.yaml,line=1,col=1,title=x::100 %25 :: here\n"
    )


def test_a_message_cannot_write_a_second_command() -> None:
    diagnostic = Diagnostic("x", Location("/project/a", 1, 1), "one\n::stop-commands::x\r\x1b[31mred")

    assert command(diagnostic) == "::error file=a,line=1,col=1,title=x::one ::stop-commands::x red\n"


@given(st.text(), st.text(), st.text(st.characters(exclude_characters="\0"), min_size=1))
def test_a_problem_is_one_line(message: str, hint: str, name: str) -> None:
    line = command(Diagnostic("x", Location(f"/project/{name}", 1, 1), message, hint))

    assert re.fullmatch(r"::error file=[^,:\r\n]*,line=1,col=1,title=x::[^\r\n]*\n", line)
