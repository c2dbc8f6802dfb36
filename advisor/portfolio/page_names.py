"""Names of files for pages, one for each person, that every file system and every browser takes."""

import re

from advisor.source.sha256 import sha256

_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_DEVICES = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9])")  # files that Windows never has
_MOST = 40


def page_name(person: str) -> str:
    """The file of a person's page: "ana.html"; where the name has other signs, some of it and a digest.

    No two persons share one, not even where capitals do not count.
    """
    if _PLAIN.fullmatch(person) and not _DEVICES.fullmatch(person):
        return f"{person}.html"
    digest = sha256(person.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    some = re.sub(r"[^a-z0-9]+", "-", person.lower()).strip("-")[:_MOST].rstrip("-")
    return f"{some or 'page'}~{digest}.html"  # no plain name has this sign
