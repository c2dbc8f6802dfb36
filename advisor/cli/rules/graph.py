"""`advisor rules graph`: how conclusions feed rules, as a drawing."""

import click

from advisor.cli.rules.selection import chosen_names, chosen_rules, whole_playbook
from advisor.cli.shared.options import rules_option
from advisor.cli.shared.streams import write

_AT_ONCE = 30  # rules of a playbook that one drawing holds without being asked for


@click.command("graph")
@rules_option
@click.option("--rule", metavar="ID", help="Draw this rule, what leads to it, and what builds on it.")
@click.option("--ruleset", metavar="NAME", help="Draw the rules of this rule set.")
@click.option(
    "--action", metavar="ID", help="Draw the rules that speak of this action, and what leads there."
)
@click.option("--all", "everything", is_flag=True, help="Draw all rules.")
def rules_graph(
    *,
    rules: tuple[str, ...],
    rule: str | None,
    ruleset: str | None,
    action: str | None,
    everything: bool,
) -> None:
    """Draw how conclusions feed rules, and rules speak of actions.

    Name what to draw: a rule, a rule set, an action, or all; a small playbook is drawn whole. The drawing
    is Mermaid text on standard output, to put into Markdown.

    \b
    Example:
      advisor rules graph --action close-contract
    """
    given = [name for name in (rule, ruleset, action, everything or None) if name is not None]
    if len(given) > 1:
        raise click.UsageError("--rule, --ruleset, --action and --all exclude each other: give one of them.")
    from advisor.reports.rules.graph import graph_mermaid, graph_of

    playbook = whole_playbook(rules)
    title = playbook.name
    if rule is not None:
        chosen_rules(playbook, [rule], "'--rule'")
        title = f"The rule {rule}, what leads to it and what follows"
    elif ruleset is not None:
        chosen_names([ruleset], playbook.rulesets, "rule set", "'--ruleset'")
        title = playbook.rulesets[ruleset].title
    elif action is not None:
        chosen_names([action], playbook.actions, "action", "'--action'")
        title = f"What leads to {action}"
    elif not everything and len(playbook.rules) > _AT_ONCE:
        names = ", ".join(sorted(playbook.rulesets))
        raise click.UsageError(
            f"{len(playbook.rules)} rules make a large drawing: name a rule set with --ruleset ({names}), "
            "an action with --action, a rule with --rule, or ask for --all."
        )
    graph = graph_of(playbook, title, rule=rule or "", ruleset=ruleset or "", action=action or "")
    write(graph_mermaid(graph))
