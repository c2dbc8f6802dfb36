"""`advisor rules list`, `show` and `docs`: the rules of a playbook to read."""

import os
from dataclasses import replace

import click

from advisor.cli.rules.selection import (
    chosen_names,
    chosen_rules,
    constraints_saying,
    firings_in,
    scenarios_option,
    shows_of,
    whole_playbook,
    with_examples,
)
from advisor.cli.shared.completion import names
from advisor.cli.shared.formats import format_option, show
from advisor.cli.shared.options import leaving_out, rules_option, without_option
from advisor.cli.shared.output_file import write_files
from advisor.cli.shared.own_rules import is_below, own_constraints, own_rules
from advisor.cli.shared.streams import write
from advisor.reports.terminal.printable import one_line
from advisor.reports.terminal.style import WIDEST


def _some_words(ctx: click.Context, param: click.Parameter, words: str | None) -> str | None:
    if words is not None and not words.strip():
        raise click.BadParameter("write a word to look for.")
    return words


@click.command("list")
@rules_option
@without_option
@click.option("--ruleset", metavar="NAME", help="List the rules of this rule set alone.")
@click.option("--action", metavar="ID", help="List the rules alone that speak of this action.")
@click.option(
    "--search",
    "words",
    metavar="WORDS",
    callback=_some_words,
    help="List the rules alone in which all of these words are found: in plain English, in a name, a reason "
    "or a claim.",
)
@click.option("--all", "everything", is_flag=True, help="List what your rules build on as well.")
@format_option("rule list")
def rules_list(
    *,
    rules: tuple[str, ...],
    without: tuple[str, ...],
    ruleset: str | None,
    action: str | None,
    words: str | None,
    everything: bool,
    form: str,
) -> None:
    """List the rules of a playbook, one a row.

    Where --rules or advisor.yaml names rules that build on another playbook, these are listed alone; --all
    adds the others. With --ruleset, --action or --search all are looked through, and your own come first.

    A row tells what the rule does, for what kind of subject, how urgent that is, whom it rests on, and from
    or until when it holds. The rules of a file stand under its title, in their order there.

    \b
    Example:
      advisor rules list --action close-contract --search "six months"
      advisor rules list --rules rules --rules my-rules --format json
    """
    from advisor.reports.rules.table import RuleList

    playbook = whole_playbook(rules)
    with leaving_out():
        playbook = playbook.without(without)
    own = own_rules(playbook, rules)
    chosen = replace(RuleList.of(playbook), own=own or frozenset())
    if ruleset is not None:
        chosen_names([ruleset], playbook.rulesets, "rule set", "'--ruleset'")
        chosen = chosen.narrowed(lambda rule: rule.ruleset == ruleset)
    if action is not None:
        chosen_names([action], playbook.actions, "action", "'--action'")
        chosen = chosen.narrowed(lambda rule: action in rule.actions)
    if words is not None:
        from advisor.reports.rules.search import rules_with

        found = rules_with(playbook, playbook.all_rules, words)
        chosen = chosen.narrowed(lambda rule: rule.id in found)
    if own is not None and not everything and (ruleset, action, words) == (None, None, None):
        ours = own | {change.rule.id for change in playbook.disabled if is_below(change.location.file, rules)}
        chosen = chosen.narrowed(lambda rule: rule.id in ours, numbers=True)
        ours_alone = replace(chosen.playbook, constraints=own_constraints(playbook, rules))
        chosen = replace(chosen, playbook=ours_alone)
    show("rule list", form, chosen, usual=WIDEST)


@click.command("show")
@click.argument("ids", metavar="ID...", nargs=-1, required=True, shell_complete=names(rules=True))
@rules_option
@scenarios_option
@format_option("rules")
def rules_show(ids: tuple[str, ...], rules: tuple[str, ...], scenarios: str | None, form: str) -> None:
    """Tell the rules ID... in plain English.

    A rule comes with what it asks for and does, why, what it rests on, the numbers that it takes from the
    policy, the conclusions that it shares with other rules, and the scenarios in which it fires.

    A constraint has no id: a piece of what it says names it.

    \b
    Example:
      advisor rules show notice-after-six-months "ended before it started"
    """
    from advisor.reports.rules.summary import ConstraintSummary, RuleSummarizer, RuleSummary

    playbook = whole_playbook(rules)
    constraints = {name: constraints_saying(playbook, name) for name in ids}
    chosen = chosen_rules(playbook, [name for name in ids if not constraints[name]], "'ID...'")
    firings = firings_in(rules, scenarios)
    summarizer = RuleSummarizer(playbook, shows_of(playbook, [rule.id for rule in chosen], firings))
    told: list[RuleSummary | ConstraintSummary] = []
    for name in dict.fromkeys(ids):
        told += (summarizer.summary(rule) for rule in chosen if rule.id == name)
        told += (with_examples(one, playbook, firings) for one in constraints[name])
    show("rules", form, told)


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
    from advisor.reports.rules.pages import Pages
    from advisor.reports.rules.summary import RuleSummarizer
    from advisor.reports.wording import count

    playbook = whole_playbook(rules)
    shows = shows_of(playbook, [rule.id for rule in playbook.rules], firings_in(rules, scenarios))
    pages = {
        os.path.join(folder, *path.split("/")): text
        for path, text in Pages(RuleSummarizer(playbook, shows)).all().items()
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
    from advisor.reports.rules.pages import MARK

    if os.path.islink(path) or not os.path.isfile(path):
        return False
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read().endswith(f"{MARK}\n")
    except OSError:
        return False
