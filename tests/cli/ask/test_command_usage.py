"""What `advisor ask` says of wrong options."""

from pathlib import Path

import pytest

from tests.cli.asking import STATE, ask, laura, lines_of

__all__ = ["laura"]
pytestmark = pytest.mark.usefixtures("laura")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["-"], "Error: Standard input holds facts, so the answers come from a file: add --answers "
         "FILE."),
        *(
            (
                options,
                'Error: Standard input ("-") can be read only once: name a file for all but one of STATE, '
                "--overlay, --since and --answers.",
            )
            for options in (
                ["-", "--answers", "-"],
                ["laura.yaml", "--overlay", "-", "--overlay", "new.yaml", "--answers", "-"],
            )
        ),
        (["-", "--answers", "a"], "Error: Standard input cannot be written to: add --overlay FILE for the "
         "answers."),
        (["laura.yaml", "--overlay", "-"], "Error: The last --overlay receives the answers: name a file."),
        (["laura.yaml", "--overlay", ""], "Error: --overlay: the name of the file is "
         "empty."),
        (["laura.yaml", "--about", "c-2"], "Error: --about: the state has no \"c-2\": "
         'did you mean "c-1"?'),
        (["laura.yaml", "--about", "zz"], "Error: --about: the state has no \"zz\": "
         "name a client or a contract by its id, or profile."),
        (["laura.yaml", "--max", "0"], "Error: --max: 0 does not fit: write a number from 1 up."),
        (["laura.yaml", "--format", "html"], "Error: --format: \"html\" is none of text, json."),
    ],
)  # fmt: skip
def test_wrong_usage(arguments: list[str], expected: str) -> None:
    result = ask(*arguments[1:], state=arguments[0], typed=STATE)

    assert (result.exit_code, result.stdout, lines_of("laura.yaml")) == (2, "", STATE)
    assert result.stderr.splitlines()[-1] == expected


def test_an_id_that_two_have_is_named_by_its_path() -> None:
    Path("laura.yaml").write_text(STATE.replace("acme", "c-1"), encoding="utf-8")

    result = ask("--about", "c-1")

    assert result.stderr.splitlines()[-1] == (
        'Error: --about: "c-1" names clients.c-1 and contracts.c-1: take one of these.'
    )
    assert "Laura: 1 answer about ACME could change" in ask("--about", "clients.c-1").stderr


def test_an_overlay_on_standard_input_is_read_once_and_stays_in_the_advice() -> None:
    Path("mood.yaml").write_text("contracts.c-1.mood: unhappy\n", encoding="utf-8")
    Path("answers.yaml").write_text("profile.name: Laura\n", encoding="utf-8")
    options = ("--overlay", "new.yaml", "--answers", "answers.yaml")

    named = ask("--overlay", "mood.yaml", *options)
    piped = ask("--overlay", "-", *options, typed=lines_of("mood.yaml"))

    assert (piped.exit_code, piped.stdout) == (0, named.stdout)
    assert "Talk about Logo" in piped.stdout
    assert "meanwhile" not in piped.stderr


def test_an_overlay_may_be_a_link_to_a_file_that_is_not_there_yet() -> None:
    Path("link.yaml").symlink_to("there.yaml")

    assert ask("--overlay", "link.yaml", typed="stop\n").exit_code == 0
    Path("answers.yaml").write_text("contracts.c-1.title: Poster\n", encoding="utf-8")
    assert ask("--overlay", "link.yaml", "--answers", "answers.yaml").exit_code == 0
    assert lines_of("there.yaml").endswith("contracts.c-1.title: Poster\n")
    assert Path("link.yaml").is_symlink()
