"""What a shell completes: commands, those of `rules`, and options, found without a wrong import."""

import pytest
from click.shell_completion import BashComplete

from advisor.cli.main import main


@pytest.mark.parametrize(
    ("typed", "begun", "offered"),
    [
        ([], "ad", ["advise"]),
        ([], "s", ["schema"]),
        (["rules"], "s", ["show"]),
        (["advise"], "--wi", ["--without"]),
        (["schema"], "st", ["state"]),
        (["test"], "--cov", ["--coverage"]),
    ],
)
def test_what_is_offered(typed: list[str], begun: str, offered: list[str]) -> None:
    completer = BashComplete(main, {}, "advisor", "_ADVISOR_COMPLETE")

    assert [item.value for item in completer.get_completions(typed, begun)] == offered
