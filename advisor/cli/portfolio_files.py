"""What stands beside a portfolio that is written: pages of advice, and parts from which a run can go on."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

import click

import advisor
from advisor.cli.shared.streams import CannotWrite, write_error
from advisor.reports.terminal.printable import one_line
from advisor.reports.wording import capitalized
from advisor.source.errors import SelectionError

if TYPE_CHECKING:
    from advisor.advice.api import Playbook
    from advisor.portfolio.page_folder import PageFolder
    from advisor.portfolio.parts import Page, Parts


def pages_beside(output: str) -> str:
    """The folder of the pages of advice of a portfolio in this file: "clients" for "clients.html"."""
    folder, ending = os.path.splitext(output)
    return folder if ending else f"{output}-pages"


def checked_pages(output: str | None) -> "PageFolder":
    """The folder of those pages.  A usage error where it cannot be, or holds what is not ours."""
    if output is None:
        raise click.UsageError(
            "--format html goes with -o FILE: each freelancer's page of advice stands in a folder beside it."
        )
    from advisor.portfolio.page_folder import PageFolder

    pages = PageFolder(pages_beside(output))
    with told_as_usage():
        pages.check()
    return pages


@contextmanager
def told_as_usage() -> Iterator[None]:
    """What names the wrong thing is wrong usage, and what cannot be written a result that cannot be."""
    try:
        yield
    except SelectionError as error:
        message = f"{capitalized(error.message)}: {error.hint}."
        raise click.UsageError(one_line(message)) from None
    except OSError as error:
        message = f"cannot write {error.filename or 'the result'}: {error.strerror or error}"
        raise CannotWrite(one_line(message)) from None


@contextmanager
def kept_parts(
    output: str | None, playbook: "Playbook", source: str, as_of: date | None, *, resume: bool, pages: bool
) -> "Iterator[Parts | None]":
    """Parts in a folder beside the output, where it takes some; removed at the end.

    If it does not come to that, they stay to `resume` from.  A usage error where those that are there are of
    another run.
    """
    if output is None or not (resume or pages):
        yield None
        return
    from advisor.portfolio.parts import Parts

    made_of = _made_of(playbook, source, as_of, pages)
    with told_as_usage():
        _check_writable(output)
        parts = Parts.begin(f"{output}.parts", made_of, _advice_page() if pages else None, resume=resume)
        try:
            yield parts
        except BaseException:
            if not resume:
                parts.remove()
            elif parts.number:
                kept = f"What is done is kept in {one_line(output)}.parts"
                write_error(f"{kept}: the same command, with --resume, goes on there.\n")
            raise
        parts.remove()


def _made_of(playbook: "Playbook", source: str, as_of: date | None, pages: bool) -> dict[str, str]:
    from advisor.portfolio.sources import fingerprint

    return {
        "the playbook": playbook.digest,
        "the day": f"today, {date.today()}" if as_of is None else as_of.isoformat(),
        "the source": os.path.realpath(source),
        "what the source holds": fingerprint(source),
        "the version of the advisor": advisor.__version__,
        "whether there are pages": "yes" if pages else "no",
    }


def _advice_page() -> "Page":
    from advisor.reports.portfolio.advice_page import advice_page

    return advice_page


def _check_writable(output: str) -> None:
    """Raises OSError before any work, where the result could not be written in the end."""
    if os.path.exists(output):
        if not os.path.isfile(output):
            raise OSError(None, "not a regular file", output)
        if not os.access(output, os.W_OK):
            raise PermissionError(None, "permission denied", output)
