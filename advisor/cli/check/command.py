"""`advisor check`: whether a playbook is sound, and what is wrong with it."""

import os
import sys
from typing import TYPE_CHECKING

import click

import advisor
from advisor.cli.rules.selection import chosen_names
from advisor.cli.shared import exits
from advisor.cli.shared.formats import TEXT, format_option, show
from advisor.cli.shared.problems import show_problems
from advisor.cli.shared.project import current_project
from advisor.cli.shared.streams import style_of, write, write_error
from advisor.shipped import shipped_playbook

if TYPE_CHECKING:
    from advisor.playbook.load import Loaded


@click.command()
@click.argument("folders", metavar="[DIR]...", nargs=-1)
@format_option(
    "problems",
    "Text to read, JSON for other programs, SARIF for code scanning, or annotations for GitHub Actions.",
)
@click.option(
    "--explain",
    "code",
    metavar="CODE",
    help="Explain the code of a problem, such as unknown-field, with an example.",
)
@click.option(
    "--watch",
    "watching",
    is_flag=True,
    help="Check again whenever a file is saved. Ctrl-C ends it (exit 130).",
)
@click.option(
    "--scenarios",
    metavar="PATH",
    multiple=True,
    type=click.Path(exists=True),
    help="With --watch: run these scenarios after each sound check. Else those that advisor.yaml names, or "
    'those in "scenarios".',
)
def check(
    *, folders: tuple[str, ...], form: str, code: str | None, watching: bool, scenarios: tuple[str, ...]
) -> int:
    """Check a playbook, and show every problem with its place.

    The playbook is the folder DIR. Several folders are one playbook, each adding to the first; without DIR it
    is what advisor.yaml names, or else the one that comes with the advisor. Problems go to standard error; in
    any format but text they are the result, on standard output.

    --watch looks at every file that is read: the playbook's, the scenarios' and their states. In a project it
    also shows the advice for the state that advisor.yaml names, and writes the schemas in the folder
    "schemas" again.

    \b
    Example:
      advisor check rules my-own-rules
    """
    if code is not None:
        return _explain(code)
    if scenarios and not watching:
        raise click.UsageError("--scenarios goes with --watch; else run them with: advisor test PATH")
    if watching:
        if form != TEXT:
            raise click.UsageError(f"--watch writes for people; --format {form} is for one check.")
        from advisor.cli.check.watch import watch

        return watch(folders, scenarios)
    loaded = _loaded(folders)
    if form == TEXT:
        _write_for_people(loaded)
    else:
        _write_for_programs(loaded, form)
    return exits.INVALID_PLAYBOOK if loaded.playbook is None else exits.DONE


def _loaded(folders: tuple[str, ...]) -> "Loaded":
    """The playbook in the folders, or that of the project, whose own problems are told as those of both."""
    from advisor.playbook.load import Loaded, load_playbook
    from advisor.source.errors import PlaybookError

    try:
        return load_playbook(folders or current_project().rules or (shipped_playbook(),))
    except PlaybookError as error:
        return Loaded(None, error.diagnostics)


def _write_for_people(loaded: "Loaded") -> None:
    from advisor.reports.wording import count

    if loaded.diagnostics:
        show_problems(loaded.diagnostics)
        write_error(f"What a code means: advisor check --explain {loaded.diagnostics[0].code}\n")
    playbook = loaded.playbook
    if playbook is not None:
        holds = {"rule": playbook.rules, "action": playbook.actions, "claim": playbook.claims}
        held = ", ".join(count(len(parts), noun) for noun, parts in holds.items())
        verdict = "no problems" if not loaded.diagnostics else "usable, with warnings"
        write(f"{style_of(sys.stdout).clean(playbook.name)}: {held}: {verdict}\n")


def _write_for_programs(loaded: "Loaded", form: str) -> None:
    from advisor.cli.check.codes import FOLDER, all_codes, page_of

    show(
        "problems",
        form,
        loaded.diagnostics,
        pages=FOLDER,
        meanings=all_codes(),
        page_of=page_of,
        root=os.getcwd(),
        version=advisor.__version__,
    )
    if form == "github":
        from advisor.reports.problems.as_text import summary

        write_error(f"{summary(loaded.diagnostics)}\n" if loaded.diagnostics else "no problems\n")


def _explain(code: str) -> int:
    from advisor.cli.check.codes import all_codes, page_of
    from advisor.reports.problems.explain_code import page_text

    known = all_codes()
    hint = "a code stands in brackets behind the word error or warning."
    chosen_names([code], known, "code", "'--explain'", hint)
    page = page_of(code) or f"# {code}\n\n{known[code]}\n"
    write(page_text(page, style_of(sys.stdout)))
    return exits.DONE
