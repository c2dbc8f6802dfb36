"""What a person can type is written down where a person looks first."""

import re
import subprocess

import click
import pytest

from advisor.cli.main import main
from tests.house.tree import ROOT, read

COMMANDS = sorted(main.list_commands(click.Context(main)))
TARGETS = re.findall(r"^([a-z][a-z-]*):", read("Makefile"), re.MULTILINE)


def test_the_commands_of_the_first_version_are_there() -> None:
    assert {"advise", "check", "test"} <= set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_shows_every_command(command: str) -> None:
    shown = rf"^### .*\badvisor {command}\b|`advisor {command}`"
    assert re.search(shown, read("README.md"), re.MULTILINE), f"README.md lacks `advisor {command}`"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_what_it_does(command: str) -> None:
    found = main.get_command(click.Context(main), command)

    assert found is not None
    told = found.get_short_help_str(limit=61)  # what fits beside the longest name on 80 columns
    assert told != ""
    assert not told.endswith("...")


def test_make_help_explains_every_target() -> None:
    helped = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    explained = re.findall(r"^make ([a-z-]+) +\S+", helped, re.MULTILINE)

    assert explained == TARGETS
    assert {"help", "advise", "test", "format", "bench", "clean"} <= set(TARGETS)


@pytest.mark.parametrize("target", ["advise", "test"])
def test_the_readme_shows_how_to_start(target: str) -> None:
    assert f"make {target}" in read("README.md")
