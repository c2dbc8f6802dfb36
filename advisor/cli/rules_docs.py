"""`advisor rules docs`: a page for each rule, to browse."""

import os

import click

from advisor.cli.options import rules_option
from advisor.cli.rule_choice import scenarios_option, shows_of, whole_playbook
from advisor.cli.screen import write, write_files


@click.command("docs")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False))
@rules_option
@scenarios_option
def rules_docs(folder: str, rules: tuple[str, ...], scenarios: str | None) -> None:
    """Write a page for each rule into DIR, with indexes by rule set, action and claim.

    The pages are Markdown, linked to each other; README.md is the first. Pages that this command wrote before
    are written again, and no other file is touched: where one is in the way, nothing is written.

    \b
    Example:
      advisor rules docs rule-pages
    """
    from advisor.reports.printable import one_line
    from advisor.reports.rule_pages import Pages
    from advisor.reports.rule_story import Teller
    from advisor.reports.wording import count

    playbook = whole_playbook(rules)
    shows = shows_of(playbook, rules, [rule.id for rule in playbook.rules], scenarios)
    pages = {
        os.path.join(folder, *path.split("/")): text
        for path, text in Pages(Teller(playbook, shows)).all().items()
    }
    foreign = sorted(path for path in pages if os.path.lexists(path) and not _is_ours(path))
    if foreign:
        raise click.UsageError(
            f"{one_line(foreign[0])} is in the way: this command did not write it. "
            "Name another folder, or move it away."
        )
    write_files(pages)
    write(
        f"{count(len(pages), 'page')} written into {one_line(folder)}, {count(len(playbook.rules), 'rule')}\n"
    )


def _is_ours(path: str) -> bool:
    """Whether a file ends with the mark of our pages."""
    from advisor.reports.rule_pages import MARK

    if os.path.islink(path) or not os.path.isfile(path):
        return False
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read().endswith(f"{MARK}\n")
    except OSError:
        return False
