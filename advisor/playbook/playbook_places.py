"""Where a playbook lies that is named: at a path, or in a Python package."""

import os

from advisor.shipped import shipped_playbook
from advisor.source.record import record

PACKAGE = "package:"
_INSIDE = "rules"


@record
class Missing:
    """Why there is no playbook of that name, and what to try."""

    message: str
    hint: str


def place_of(named: str, beside: str = "") -> str | Missing:
    """The folder or file that a name stands for: a path seen from the folder `beside`, or one in a package.

    `package:NAME` is the folder "rules" of that package, `package:NAME/FOLDER` another one of its folders.
    Whether a path leads anywhere is for its reader to find out.
    """
    if named.startswith(PACKAGE):
        package, _, inside = named.removeprefix(PACKAGE).partition("/")
        return _in_package(package, inside or _INSIDE)
    return plain_path(os.path.join(beside, named))


def plain_path(path: str) -> str:
    """The path without ".." where that leads to the same place: beyond a link to a folder it may not."""
    plain = os.path.normpath(path)
    try:
        same = plain == path or os.path.samefile(plain, path)
    except (OSError, ValueError):
        return path
    return plain if same else path


def _in_package(package: str, inside: str) -> str | Missing:
    if package == "advisor" and inside == _INSIDE:
        return shipped_playbook()
    parts, folders = package.split("."), inside.rstrip("/").split("/")
    if not all(part.isidentifier() for part in parts):
        named = package.replace("-", "_")
        usable = all(part.isidentifier() for part in named.split("."))
        hint = f'did you mean "{PACKAGE}{named}"?' if usable else f'write "{PACKAGE}NAME"'
        return Missing(f'"{package}" is no name of a Python package', hint)
    locations = _locations(parts[0])
    if locations is None:
        hint = "install it into the Python that runs the advisor, or name a folder"
        return Missing(f'there is no Python package "{parts[0]}"', hint)
    for location in locations:
        place = os.path.join(location, *parts[1:], *folders)
        if ".." not in folders and os.path.isdir(place):
            return place
    hint = f'name the folder in it that holds the playbook: "{PACKAGE}{package}/FOLDER"'
    return Missing(f'the package "{package}" has no folder "{inside}"', hint)


def _locations(package: str) -> tuple[str, ...] | None:
    """The folders of a top-level package; none where it is a single module, None where it is not there."""
    from importlib.util import find_spec

    try:
        spec = find_spec(package)
    except (ImportError, ValueError):  # a broken entry of sys.path or sys.modules
        return None
    return None if spec is None else tuple(spec.submodule_search_locations or ())
