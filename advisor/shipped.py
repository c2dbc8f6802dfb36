"""What comes with the advisor, and where it lies: the playbook, the pages on diagnostics, extensions.

Not to be taken for the playbook itself: this only names folders, and reads nothing.
"""

import os

EXTENSIONS = ("advisor.upwork",)  # modules that extend the rule language (`playbook/extensions.py`)


def shipped_playbook() -> str:
    """The absolute path of the shipped playbook's folder.

    An installed package carries it as `advisor/rules`; in a source tree `rules` stands beside the package.
    Whether the folder can be read is for its reader to find out.
    """
    return _folder("rules", "rules")


def diagnostic_pages() -> str:
    """The absolute path of the folder with a page for each code of a diagnostic, `CODE.md`.

    An installed package carries it as `advisor/diagnostics`; in a source tree it is `docs/diagnostics`.
    """
    return _folder("diagnostics", os.path.join("docs", "diagnostics"))


def _folder(installed: str, in_tree: str) -> str:
    package = os.path.dirname(os.path.abspath(__file__))
    inside = os.path.join(package, installed)
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(package), in_tree)
