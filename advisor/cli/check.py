"""`advisor check`: whether a playbook is sound, and what is wrong with it."""

import sys

import click

from advisor.cli import exits
from advisor.cli.options import format_option
from advisor.cli.screen import has_signs, look_of, write


@click.command()
@click.argument("folders", metavar="[DIR]...", nargs=-1)
@format_option
def check(folders: tuple[str, ...], form: str) -> int:
    """Check a playbook, and show every problem with its place.

    The playbook is the folder DIR. Several folders are one playbook, each adding to the first; without DIR it
    is the one that comes with the advisor. Problems go to standard error; as JSON they are the result, on
    standard output.

    \b
    Example:
      advisor check rules my-own-rules
    """
    from advisor.playbook import load_playbook
    from advisor.reports.wording import count
    from advisor.shipped import shipped_playbook

    loaded = load_playbook(folders or (shipped_playbook(),))
    playbook, found = loaded.playbook, loaded.diagnostics
    holds = {}
    if playbook is not None:
        holds = {
            "rules": len(playbook.rules),
            "actions": len(playbook.actions),
            "claims": len(playbook.claims),
        }
    code = exits.INVALID_PLAYBOOK if playbook is None else exits.DONE
    if form == "json":
        from advisor.reports.diagnostics import diagnostics_json

        write(diagnostics_json(found, holds, ascii_only=not has_signs(sys.stdout)))
        return code
    if found:
        from advisor.cli.problems import tell_problems

        tell_problems(found)
    if playbook is not None:
        held = ", ".join(count(number, noun.removesuffix("s")) for noun, number in holds.items())
        verdict = "no problems" if not found else "usable, with warnings"
        write(f"{look_of(sys.stdout).clean(playbook.name)}: {held}: {verdict}\n")
    return code
