"""`advisor rules new`: a rule of one's own to begin with."""

import os
import shlex
from datetime import date
from typing import TYPE_CHECKING

import click

from advisor.cli.rules.selection import SEE_ALL, chosen_names, whole_playbook
from advisor.cli.shared.options import rules_option
from advisor.cli.shared.output_file import write_files
from advisor.cli.shared.streams import write
from advisor.reports.terminal.printable import one_line

if TYPE_CHECKING:
    from advisor.playbook.model import RuleBase
    from advisor.playbook.vocabulary import Entity
    from advisor.scenarios.new_rule_template import Scaffold, Wish


_USUAL_SUBJECT = "contract"
SHIPPED = "package:advisor"
HEAD_FILE = "playbook.yaml"
HEAD = f"""\
# Your own playbook. It builds on the one that comes with the advisor, and adds the rules in this folder.
playbook: {{name: My rules, extends: {SHIPPED}}}
"""


@click.command("new")
@click.argument("name", metavar="ID")
@rules_option
@click.option(
    "--for", "subject", metavar="ENTITY", help="Whom the rule is about, such as contract or profile."
)
@click.option("--advise", metavar="ACTION", help="The action to advise. Else the rule gets one of its own.")
@click.option(
    "--into",
    metavar="DIR",
    default=".",
    type=click.Path(file_okay=False),
    help="Where the folders my-rules and my-scenarios are. Else here.",
)
def rules_new(
    name: str, *, rules: tuple[str, ...], subject: str | None, advise: str | None, into: str
) -> None:
    """Begin a rule of your own, called ID, with a scenario in which it fires and a near miss.

    The rule goes into my-rules, a playbook that builds on the one that comes with the advisor (or on top of
    those that --rules names), and its scenarios into my-scenarios. Both work as they are written, and say
    what to change. A file that is there already is left alone.

    \b
    Example:
      advisor rules new ask-for-a-deposit --for contract
    """
    from advisor.scenarios.new_rule_template import paths_in

    paths = paths_in(into, name)
    mine = os.path.dirname(paths[0])
    folders = _folders(rules, mine)
    playbook = whole_playbook(folders)
    wish = _wish(playbook, name, subject, advise)
    for path in paths:
        if os.path.lexists(path):
            raise click.UsageError(f"{path} is there already: give the rule another name.")
    scaffold = _scaffold(playbook, wish, folders)
    texts = dict(zip(paths, (scaffold.rule, scaffold.scenarios), strict=True))
    if folders == (SHIPPED,):
        texts = {os.path.join(mine, HEAD_FILE): HEAD, **texts}
        folders = (mine,)
    write_files(texts)
    base = " ".join(f"--rules {shlex.quote(folder)}" for folder in _with(folders, mine))
    write(
        f"Written: {paths[0]}, and its scenarios: {paths[1]}\n"
        "Open them, change what the rule asks for and says, and then:\n"
        f"  advisor check {base.replace('--rules ', '')}\n"
        f"  advisor test {shlex.quote(os.path.dirname(paths[1]))} {base}\n"
        f"  advisor rules show {name} {base}\n"
    )


def _folders(rules: tuple[str, ...], mine: str) -> tuple[str, ...]:
    """The playbook to build on, and the rules of one's own so far, which may stand alone."""
    try:
        begun = any(name.endswith((".yaml", ".yml")) for name in os.listdir(mine))
    except OSError:
        begun = False
    if not begun:
        return rules or (SHIPPED,)
    from advisor.playbook.load import load_playbook

    if not rules and load_playbook((mine,)).playbook is not None:
        return (mine,)
    return _with(rules or (SHIPPED,), mine)


def _with(folders: tuple[str, ...], more: str) -> tuple[str, ...]:
    if any(os.path.abspath(folder) == os.path.abspath(more) for folder in folders):
        return folders
    return (*folders, more)


def _wish(playbook: "RuleBase", name: str, subject: str | None, advise: str | None) -> "Wish":
    from advisor.scenarios.new_rule_template import Wish, bad_id

    reason = bad_id(name)
    if not reason and any(rule.id == name for rule in playbook.rules):
        reason = "the playbook has a rule of that name"
    if not reason and name in playbook.claims:
        reason = "the playbook has a claim of that name"
    if not reason and advise is None and name in playbook.actions:
        reason = f"the playbook has an action of that name, which --advise {name} would advise"
    if reason:
        raise click.BadParameter(f'"{one_line(name)}" cannot be the new rule: {reason}.', param_hint="'ID'")
    if advise is not None:
        chosen_names([advise], playbook.actions, "action", "'--advise'", SEE_ALL)
    action = playbook.actions[advise] if advise is not None else None
    entity = _entity(playbook, subject, action.entity if action else None)
    if action is not None and action.entity != entity.name:
        reason = f"{action.id} is for a {action.entity}, not for a {one_line(entity.name)}."
        raise click.BadParameter(reason, param_hint="'--advise'")
    return Wish(name, entity, action, date.today())


def _entity(playbook: "RuleBase", subject: str | None, of_action: str | None) -> "Entity":
    entities = playbook.vocabulary.entities
    able = [entity.name for entity in entities.values() if not entity.belongs_to]
    usual = _USUAL_SUBJECT if _USUAL_SUBJECT in able else able[0]
    name = subject or of_action or usual
    chosen_names([name], able, "kind of subject", "'--for'")
    return entities[name]


def _scaffold(playbook: "RuleBase", wish: "Wish", folders: tuple[str, ...]) -> "Scaffold":
    from advisor.scenarios.new_rule_template import first_that_passes, scaffolds

    scaffold = first_that_passes(scaffolds(playbook, wish), folders)
    if scaffold is None:
        hint = "the vocabulary has too few fields for it"
        if wish.action is not None:
            kept = f"other rules keep {wish.action.id} from being recommended"
            hint = f"{kept}; leave --advise out, and name it in the file"
        raise click.UsageError(f"No example was found in which a rule for {wish.entity.name} speaks: {hint}.")
    return scaffold
