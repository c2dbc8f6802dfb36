"""`advisor rules new`: a folder of one's own to begin with, or one more rule in it."""

import os
import shlex
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import click

from advisor.cli.rules.new_place import HEAD_FILE, RulePlace, place_of_new
from advisor.cli.rules.selection import SEE_ALL, chosen_names, whole_playbook
from advisor.cli.shared.output_file import write_files
from advisor.cli.shared.project import project_of
from advisor.cli.shared.schema_files import SUFFIX, changed_schemas, is_schema, modeline, schema_text
from advisor.cli.shared.streams import CannotWrite, write
from advisor.playbook.project import PROJECT_FILE
from advisor.reports.terminal.printable import one_line

if TYPE_CHECKING:
    from advisor.playbook.model import RuleBase
    from advisor.playbook.vocabulary import Entity
    from advisor.scenarios.new_rule_template import Scaffold, Wish


_USUAL_SUBJECT = "contract"


@click.command("new")
@click.argument("name", metavar="ID")
@click.option(
    "--rules",
    metavar="DIR",
    multiple=True,
    help="Build on the playbook in this folder instead of the one that comes with the advisor. May be given "
    "again.",
)
@click.option(
    "--for", "subject", metavar="ENTITY", help="Whom the rule is about, such as contract or profile."
)
@click.option("--advise", metavar="ACTION", help="The action to advise. Else the rule gets one of its own.")
@click.option(
    "--into",
    metavar="DIR",
    default=os.curdir,
    type=click.Path(file_okay=False),
    help="The folder of the project. Else this one.",
)
def rules_new(
    name: str, *, rules: tuple[str, ...], subject: str | None, advise: str | None, into: str
) -> None:
    """Begin a rule of your own, called ID, with a field that it asks for and two scenarios.

    The first rule comes with a project: advisor.yaml, which tells commands where everything is, the folder
    my-rules, a playbook that builds on the one that comes with the advisor (or on those that --rules names),
    and the folder my-scenarios. A later one goes into the folders that advisor.yaml names. All of it works as
    it is written, and says what to change: "advisor check" and "advisor test" pass at once. Schemas for
    editors lie beside the files. No other file that is there already is touched.

    \b
    Example:
      advisor rules new ask-for-a-deposit --for contract
    """
    place = place_of_new(project_of(into, begun=True), into, rules)
    playbook = whole_playbook(place.folders)
    wish = _wish(playbook, name, subject, advise)
    rule, scenarios = (os.path.join(folder, f"{name}.yaml") for folder in (place.rules, place.scenarios))
    for path in (rule, scenarios):
        if os.path.lexists(path):
            raise click.UsageError(f"{one_line(path)} is there already: give the rule another name.")
    scaffold, whole = _scaffold(playbook, wish, place.folders)
    texts = place.opening | {
        rule: f"{modeline('playbook')}{scaffold.rule}",
        scenarios: f"{modeline('scenario')}{scaffold.scenarios}",
    }
    schemas = {"playbook": place.rules, "scenario": place.scenarios}
    paths = {os.path.join(folder, f"{kind}{SUFFIX}"): kind for kind, folder in schemas.items()}
    made = {path: schema_text(kind, whole) for path, kind in paths.items() if not os.path.lexists(path)}
    renewed = changed_schemas(((kind, path) for path, kind in paths.items() if is_schema(path)), whole)
    for path in renewed:
        if not os.access(path, os.W_OK):
            raise CannotWrite(f"cannot write {one_line(path)}: it is read-only; nothing was written")
    _create(texts | made)
    write_files(renewed)
    _tell(place, wish, texts | made)


def _create(texts: dict[str, str]) -> None:
    """Write all of these new files, or none."""
    from advisor.source.new_files import create_files

    try:
        create_files(texts)
    except FileExistsError as error:
        raise click.UsageError(f"{one_line(str(error.filename))} is in the way: move it away.") from None
    except OSError as error:
        path = one_line(str(error.filename or ""))
        raise CannotWrite(f"cannot write {path}: {error.strerror or error}; nothing was written") from None


def _tell(place: RulePlace, wish: "Wish", paths: Iterable[str]) -> None:
    """What was written, and what to type next."""
    own = "the rule and its field" if wish.action else "the rule, its field and its action"
    notes = {
        PROJECT_FILE: "what commands take here",
        HEAD_FILE: "what your rules build on",
        os.path.join(place.rules, f"{wish.id}.yaml"): own,
        os.path.join(place.scenarios, f"{wish.id}.yaml"): "one in which it speaks, one in which it must not",
    }
    paths = list(paths)
    longest = max(map(len, paths))
    for path in paths:
        note = notes.get(path) or notes.get(os.path.basename(path), "for completion in your editor")
        write(f"{one_line(path):<{longest}}  {note}\n")
    where = f" in {shlex.quote(place.top)}" if place.top else ""
    write(
        f"Change what the rule asks for and says, and then{where}:\n"
        "  advisor check\n"
        "  advisor test\n"
        f"  advisor rules show {wish.id}\n"
    )


def _wish(playbook: "RuleBase", name: str, subject: str | None, advise: str | None) -> "Wish":
    from advisor.scenarios.new_rule_template import Wish, bad_id, own_field

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
    if own_field(name) in {*entity.fields, *entity.computed, *entity.links}:
        reason = f"{own_field(name)}, the field that comes with it, is there already"
        raise click.BadParameter(f'"{name}" cannot be the new rule: {reason}.', param_hint="'ID'")
    return Wish(name, entity, action, date.today())


def _entity(playbook: "RuleBase", subject: str | None, of_action: str | None) -> "Entity":
    entities = playbook.vocabulary.entities
    able = [entity.name for entity in entities.values() if not entity.belongs_to]
    usual = _USUAL_SUBJECT if _USUAL_SUBJECT in able else able[0]
    name = subject or of_action or usual
    chosen_names([name], able, "kind of subject", "'--for'")
    return entities[name]


def _scaffold(playbook: "RuleBase", wish: "Wish", folders: tuple[str, ...]) -> "tuple[Scaffold, RuleBase]":
    from advisor.scenarios.new_rule_template import first_that_passes, scaffolds

    found = first_that_passes(scaffolds(playbook, wish), folders)
    if found is None:
        hint = "other rules keep it silent"
        if wish.action is not None:
            kept = f"other rules keep {wish.action.id} from being recommended"
            hint = f"{kept}; leave --advise out, and name it in the file"
        raise click.UsageError(f"No example was found in which a rule for {wish.entity.name} speaks: {hint}.")
    return found
