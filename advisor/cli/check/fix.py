"""`advisor check --fix`: every certain correction made where its problem stands, until none is left."""

import sys

from advisor.cli.shared.output_file import write_files
from advisor.cli.shared.own_rules import is_below
from advisor.cli.shared.streams import style_of, write_error
from advisor.playbook.load import Loaded, load_playbook
from advisor.playbook.playbook_places import PACKAGE
from advisor.reports.wording import count
from advisor.source.atomic_write import read_whole
from advisor.source.correct_text import Placed, correct_text
from advisor.source.errors import SourceError

ROUNDS = 20  # a correction may bring a problem to light that has another one


def fix(folders: tuple[str, ...]) -> Loaded:
    """Make the corrections in the files of these folders, say which, and load what is there then.

    Playbooks that the folders extend, and those of packages, are not touched.
    """
    made: list[Placed] = []
    for _ in range(ROUNDS):
        loaded = load_playbook(folders)
        corrected = _round(loaded)
        if not corrected:
            break
        made += corrected
    if made:
        files = len({location.file for location, _ in made})
        write_error(f"{count(len(made), 'correction')} in {count(files, 'file')}\n")
    return loaded


def _round(loaded: Loaded) -> list[Placed]:
    """What was corrected in one go over the problems."""
    by_file: dict[str, list[Placed]] = {}
    for problem in loaded.diagnostics:
        file = problem.location.file
        if problem.correction is not None and _is_ours(file, loaded):
            by_file.setdefault(file, []).append((problem.location, problem.correction))
    made: list[Placed] = []
    for file, placed in sorted(by_file.items()):
        try:
            text = read_whole(file)
        except SourceError:  # it is gone since it was checked
            continue
        after, corrections = correct_text(text, file, placed)
        if corrections:
            write_files({file: after})
            made += corrections
            _tell(corrections)
    return made


def _is_ours(file: str, loaded: Loaded) -> bool:
    """Whether the file belongs to a folder that was named, and is no part of an installed package."""
    named = (layer for layer in loaded.layers if not layer.extended and not layer.named.startswith(PACKAGE))
    return is_below(file, [layer.root for layer in named])


def _tell(corrections: list[Placed]) -> None:
    look = style_of(sys.stderr)
    for location, correction in corrections:
        place = look.paint(look.clean(str(location)), "bold")
        words = look.clean(f'"{correction.found}" is "{correction.instead}" now')
        write_error(f"{place}: {words}\n")
