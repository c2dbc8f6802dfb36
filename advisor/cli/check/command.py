"""`advisor check`: whether a playbook is sound, and what is wrong with it."""

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

import advisor
from advisor.cli.rules.selection import chosen_names
from advisor.cli.shared import exits
from advisor.cli.shared.formats import TEXT, format_option, show
from advisor.cli.shared.options import leaving_out
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
@click.option("--strict", is_flag=True, help="Take every warning for an error.")
@click.option(
    "--fix",
    "fixing",
    is_flag=True,
    help='First make every correction that is certain ("did you mean ...?") in the files of DIR.',
)
@click.option(
    "--target",
    type=click.Choice(["sql"]),
    help="Also tell what of the playbook cannot be said in SQL, for which the engine stands in.",
)
def check(
    *,
    folders: tuple[str, ...],
    form: str,
    code: str | None,
    watching: bool,
    scenarios: tuple[str, ...],
    strict: bool,
    fixing: bool,
    target: str | None,
) -> int:
    """Check a playbook, and show every problem with its place.

    The playbook is the folder DIR. Several folders are one playbook, each adding to the first; without DIR it
    is what advisor.yaml names, or else the one that comes with the advisor. Problems go to standard error; in
    any format but text they are the result, on standard output. With warnings alone a playbook can be used,
    unless the check is --strict.

    --watch looks at every file that is read: the playbook's, the scenarios' and their states. In a project it
    also shows the advice for the state that advisor.yaml names, and writes the schemas beside its files
    again.

    \b
    Example:
      advisor check rules my-own-rules
    """
    if code is not None:
        return _explain(code)
    if scenarios and not watching:
        raise click.UsageError("--scenarios goes with --watch; else run them with: advisor test PATH")
    if fixing and watching:
        raise click.UsageError("--fix changes files once; --watch goes on looking at them.")
    if target is not None and watching:
        raise click.UsageError("--target is for one check, and not for --watch.")
    if watching:
        if form != TEXT:
            raise click.UsageError(f"--watch writes for people; --format {form} is for one check.")
        from advisor.cli.check.watch import watch

        return watch(folders, scenarios, strict=strict)
    loaded = _loaded(folders, fixing=fixing, strict=strict, target=target)
    if form == TEXT:
        _write_for_people(loaded)
    else:
        _write_for_programs(loaded, form)
    return exits.INVALID_PLAYBOOK if loaded.playbook is None else exits.DONE


def _loaded(folders: tuple[str, ...], *, fixing: bool, strict: bool, target: str | None) -> "Loaded":
    """The playbook in the folders, or that of the project, whose own problems are told as those of both.

    First its certain corrections are made where that is asked; `strict` takes warnings for errors.
    """
    from advisor.playbook.load import Loaded, load_playbook
    from advisor.source.errors import PlaybookError

    try:
        named = folders or current_project().rules
        if fixing:
            from advisor.cli.check.fix import fix

            if not named:
                raise click.UsageError("--fix changes files: name the folder that is yours.")
            loaded = fix(named)
        else:
            loaded = load_playbook(named or (shipped_playbook(),))
        if not folders:
            _try_to_leave_out(loaded)
    except PlaybookError as error:
        return Loaded(None, error.diagnostics)
    if target is not None:
        loaded = _with_target(loaded)
    return loaded.strictly() if strict else loaded


def _with_target(loaded: "Loaded") -> "Loaded":
    """The playbook with what of it SQL cannot say, as warnings."""
    if loaded.playbook is None:
        return loaded
    from advisor.playbook.reading import ordered
    from advisor.sqlplan.plan import Plan

    found = ordered([*loaded.diagnostics, *Plan(loaded.playbook).problems])
    return replace(loaded, diagnostics=found)


def _try_to_leave_out(loaded: "Loaded") -> None:
    """Raise PlaybookError where the project leaves out what a playbook without problems does not have."""
    if loaded.playbook is not None and not loaded.diagnostics:
        with leaving_out():
            loaded.playbook.without(current_project().without)


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
        verdict += f" ({len(loaded.ignored):,} ignored)" if loaded.ignored else ""
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
        ignored=[(ignored.diagnostic, ignored.reason) for ignored in loaded.ignored],
    )
    if form == "github":
        from advisor.reports.problems.as_text import summary

        told = summary(loaded.diagnostics) if loaded.diagnostics else "no problems"
        write_error(f"{told} ({len(loaded.ignored):,} ignored)\n" if loaded.ignored else f"{told}\n")


def _explain(code: str) -> int:
    from advisor.cli.check.codes import all_codes, page_of
    from advisor.reports.problems.explain_code import page_text

    known = all_codes()
    hint = "a code stands in brackets behind the word error or warning."
    chosen_names([code], known, "code", "'--explain'", hint)
    page = page_of(code) or f"# {code}\n\n{known[code]}\n"
    write(page_text(page, style_of(sys.stdout)))
    return exits.DONE
