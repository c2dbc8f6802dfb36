"""What comes with the advisor, and where it lies: the playbook, and the pages on diagnostics.

Not to be taken for the playbook itself: this only names folders, and reads nothing.
"""

import os

# Codes that begin alike share a page, with a part for each.
_SHARED_PAGES = {"export": "exports.md", "file": "files.md", "value": "values.md", "yaml": "yaml.md"}


def shipped_playbook() -> str:
    """The absolute path of the shipped playbook's folder.

    An installed package carries it as `advisor/rules`; in a source tree `rules` stands beside the package.
    Whether the folder can be read is for its reader to find out.
    """
    return _folder("rules", "rules")


def diagnostic_pages() -> str:
    """The absolute path of the folder of the pages on diagnostics.

    An installed package carries it as `advisor/diagnostics`; in a source tree it is `docs/diagnostics`.
    """
    return _folder("diagnostics", os.path.join("docs", "diagnostics"))


def diagnostic_page(code: str) -> tuple[str, str]:
    """The page on a code, in the folder of pages, and the heading of its part; "" for a page of its own."""
    shared = _SHARED_PAGES.get(code.partition("-")[0])
    return (shared, code) if shared else (f"{code}.md", "")


def _folder(installed: str, in_tree: str) -> str:
    package = os.path.dirname(os.path.abspath(__file__))
    inside = os.path.join(package, installed)
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(package), in_tree)
