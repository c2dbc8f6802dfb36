"""Where a new rule goes: into the folders of a project, or into those with which one begins."""

import os
from collections.abc import Iterable

import click

from advisor.cli.shared.schema_files import modeline
from advisor.playbook.playbook_places import PACKAGE
from advisor.playbook.project import PROJECT_FILE, Project
from advisor.reports.terminal.printable import one_line
from advisor.source.files import playbook_files
from advisor.source.record import record

SHIPPED = "package:advisor"
HEAD_FILE = "playbook.yaml"


@record
class RulePlace:
    """Where a rule goes: the folders of rules and of scenarios, and the playbook that it stands on.

    `opening` holds the files, by path, with which a project begins; `top` is the project's folder.
    """

    top: str
    rules: str
    scenarios: str
    folders: tuple[str, ...]
    opening: dict[str, str]


def place_of_new(project: Project, into: str, named: tuple[str, ...]) -> RulePlace:
    """The folders of a project, or those with which one begins."""
    if project.file and named:
        raise click.UsageError(
            f"--rules is for the first rule of a project; what rules build on is told in {project.file}."
        )
    if project.file:
        mine, scenarios = _own_folder(project, "rules"), _own_folder(project, "scenarios")
        if _begun(mine):
            return RulePlace(project.beside(), mine, scenarios, project.rules, {})
        below = tuple(folder for folder in project.rules if folder != mine)
        opening = {} if below else {os.path.join(mine, HEAD_FILE): _head((SHIPPED,))}
        return RulePlace(project.beside(), mine, scenarios, below or (SHIPPED,), opening)
    top = "" if into == os.curdir else into
    mine, scenarios = os.path.join(top, "my-rules"), os.path.join(top, "my-scenarios")
    if _begun(mine):
        folders = _begun_playbook(named, mine)
        opening = {os.path.join(top, PROJECT_FILE): _project_text(_seen_from(top, folders))}
        return RulePlace(top, mine, scenarios, folders, opening)
    opening = {
        os.path.join(top, PROJECT_FILE): _project_text(["my-rules"]),
        os.path.join(mine, HEAD_FILE): _head(_seen_from(mine, named) or (SHIPPED,)),
    }
    return RulePlace(top, mine, scenarios, named or (SHIPPED,), opening)


def _own_folder(project: Project, key: str) -> str:
    """The last folder that a project names under a key: one's own."""
    named: tuple[str, ...] = getattr(project, key)
    folders = [place for place in named if not place.startswith(PACKAGE) and not os.path.isfile(place)]
    if not folders:
        reason = f"{project.file} names no folder of {key}"
        raise click.UsageError(f'{one_line(reason)}: add one to it, as in "{key}: my-{key}".')
    return folders[-1]


def _begun(mine: str) -> bool:
    """Whether there are files of a playbook in a folder."""
    return bool(playbook_files(mine)[0])


def _begun_playbook(named: tuple[str, ...], mine: str) -> tuple[str, ...]:
    """The playbook with rules of one's own that stood there before the project; they may stand alone."""
    from advisor.playbook.load import load_playbook

    if not named and load_playbook((mine,)).playbook is not None:
        return (mine,)
    folders = named or (SHIPPED,)
    is_named = any(os.path.abspath(folder) == os.path.abspath(mine) for folder in folders)
    return folders if is_named else (*folders, mine)


def _seen_from(top: str, folders: Iterable[str]) -> list[str]:
    """Folders as a file in the folder `top` names them."""
    return [folder if folder.startswith(PACKAGE) else _relative(folder, top) for folder in folders]


def _relative(folder: str, top: str) -> str:
    try:
        return os.path.relpath(folder, top or os.curdir).replace(os.sep, "/")
    except ValueError:  # on another drive
        return os.path.abspath(folder)


def _listed(names: Iterable[str]) -> str:
    """Names as a value in a file: one, or a list of them."""
    from advisor.source.yaml_writer import word

    words = [name if name.startswith(PACKAGE) else word(name, as_json=False) for name in names]
    return words[0] if len(words) == 1 else f"[{', '.join(words)}]"


def _head(below: Iterable[str]) -> str:
    return f"""\
{modeline("playbook")}# Your own playbook: what it builds on, to which it adds the rules in this folder.
playbook: {{name: My rules, extends: {_listed(below)}}}
"""


def _project_text(rules: Iterable[str]) -> str:
    return f"""\
# Where things are: commands of the advisor take this here and in folders below, unless told otherwise.
rules: {_listed(rules)}
scenarios: my-scenarios
# state: laura.yaml            # whom "advisor advise" looks at
"""
