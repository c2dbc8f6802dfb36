"""Text from a playbook inside Markdown: shown as it is, never acting as markup, a link or HTML."""

import re

from advisor.reports.terminal.printable import one_line

_MARKUP = re.compile(r"[\\`*_\[\]<>#&|~$@]|(?<=[wW]{3})\.|:(?=//)")
_AT_START = re.compile(r"(?:\d{1,9}(?=[.)])|)[-+=.)]")
_SLUG = re.compile(r"[^a-z0-9_-]+")
_LONGEST = 80
# Names that Windows keeps for devices.
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}


def escaped(text: str) -> str:
    """The text on one line, to stand in a paragraph, a heading, a list or between the brackets of a link."""
    clean = _MARKUP.sub(lambda match: f"\\{match[0]}", one_line(text))
    start = _AT_START.match(clean)
    if start is None:
        return clean
    return f"{clean[: start.end() - 1]}\\{clean[start.end() - 1 :]}"


def slugs(names: list[str]) -> dict[str, str]:
    """For each name one of its own that any file system and any address can hold."""
    slug_of: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        plain = _SLUG.sub("-", name.lower()).strip("-")[:_LONGEST] or "unnamed"
        slug, number = f"{plain}-" if plain in _DEVICES else plain, 2
        while slug in taken:
            slug, number = f"{plain}-{number}", number + 1
        taken.add(slug)
        slug_of[name] = slug
    return slug_of
