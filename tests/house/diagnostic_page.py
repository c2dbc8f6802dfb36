"""The pages on diagnostics, and what the advisor says about the files and commands that stand on them.

A YAML block begins with a comment that names its file.  Files in `my-rules` are read on top of the shipped
playbook, those in `rules` are a playbook of their own; `state.yaml` is a state; `scenarios` holds scenarios.
A block of CSV or JSON is an export.  A block of Python is run, and so are the commands in a block of shell,
where the files stand.
"""

import contextlib
import re
import shlex
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from click.testing import CliRunner

from advisor.advice.api import Playbook
from advisor.cli.check.codes import page_of
from advisor.cli.main import main
from advisor.facts import State
from advisor.playbook.codes import IGNORABLE
from advisor.playbook.load import load_playbook
from advisor.scenarios import load_scenarios
from advisor.shipped import diagnostic_pages, shipped_playbook
from advisor.source.diagnostic import Diagnostic
from advisor.source.errors import SourceError
from advisor.source.record import record
from advisor.upwork.exports.recognise import read_export

HEADINGS = ("What", "Why", "Wrong", "Right")
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"# ((?:my-rules|rules|scenarios)(?:/[\w-]+)+\.yaml|[\w-]+\.yaml)\n")
_TOLD = re.compile(r"(?:error|warning)\[([a-z-]+)\]: ")


@record
class Page:
    """A page: its title, the sentence below it, and its sections in order."""

    title: str
    summary: str
    sections: tuple[tuple[str, str], ...]

    @property
    def code(self) -> str:
        """The code that it is on."""
        return self.title.removeprefix("# ")

    def blocks(self, heading: str) -> list[tuple[str, str]]:
        """The fenced blocks of a section: the language and the text."""
        found = dict(self.sections)[heading]
        return [(kind, text) for kind, text in _BLOCK.findall(found)]


def page_names() -> list[str]:
    """The codes that have a page, or a part of one."""
    codes: list[str] = []
    for path in Path(diagnostic_pages()).glob("*.md"):
        parts = re.findall(r"^## ([a-z]+-[a-z-]+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
        if path.stem != "README":
            codes += parts or [path.stem]
    return sorted(codes)


def read_page(code: str) -> Page:
    """The page on a code."""
    text = page_of(code)
    head, *sections = re.split(r"^## ", text, flags=re.MULTILINE)
    title, summary = head.strip().split("\n\n")
    parts = (section.split("\n\n", 1) for section in sections)
    return Page(title, summary, tuple((heading, body.strip()) for heading, body in parts))


def codes_of(blocks: Sequence[tuple[str, str]]) -> list[str]:
    """The codes of everything that is found wrong with these blocks, in the current folder."""
    files = [_written(text) for kind, text in blocks if kind == "yaml"]
    found = [diagnostic.code for diagnostic in _diagnostics(files)]
    for kind, text in blocks:
        if kind == "python":
            with _collecting(found):
                exec(text, {})
        elif kind == "sh":
            found += _run(text)
        elif kind in ("csv", "json"):
            found += codes_of_export(text.encode(), f"export.{kind}")
    return found


def stands_alone(page: Page, heading: str) -> bool:
    """Whether the blocks are anything but plain additions to the shipped playbook."""
    blocks = page.blocks(heading)
    return not blocks or any(not text.startswith("# my-rules/") or "extends:" in text for _, text in blocks)


@cache
def codes_in_company(heading: str) -> dict[str, list[str]]:
    """The codes of what is found wrong under a heading, of all pages whose blocks do not stand alone.

    The shipped playbook is read with many of them at once, each page in a folder of its own.  No two of these
    share a word that the shipped playbook does not have, so that none means something in another one; and
    problems that keep others from being looked for stand with their like.
    """
    companies: list[tuple[bool, set[str], list[Page]]] = []
    for page in (page for page in map(read_page, page_names()) if not stands_alone(page, heading)):
        own = _words(text for _, text in page.blocks(heading)) - _shipped_words()
        sound = heading == "Right" or page.code in IGNORABLE
        for kind, words, pages in companies:
            if kind is sound and own.isdisjoint(words):
                words.update(own)
                pages.append(page)
                break
        else:
            companies.append((sound, own, [page]))
    found: dict[str, list[str]] = {}
    for _, _, pages in companies:
        found |= _codes_by_page(pages, heading)
    return found


def _codes_by_page(pages: Sequence[Page], heading: str) -> dict[str, list[str]]:
    with tempfile.TemporaryDirectory() as top, contextlib.chdir(top):
        for page in pages:
            for _, text in page.blocks(heading):
                _written(text.replace("# my-rules/", f"# my-rules/{page.code}/", 1))
        found: dict[str, list[str]] = {page.code: [] for page in pages}
        for diagnostic in load_playbook((shipped_playbook(), "my-rules")).diagnostics:
            found[Path(diagnostic.location.file).parts[1]].append(diagnostic.code)
        return found


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in re.findall(r"[\w-]+", re.sub(r"#.*", "", text))}


@cache
def _shipped_words() -> frozenset[str]:
    files = Path(shipped_playbook()).rglob("*.yaml")
    return frozenset(_words(path.read_text(encoding="utf-8") for path in files))


def codes_of_export(content: bytes, name: str = "export.csv", size: int = 0) -> list[str]:
    """The codes of everything that is found wrong with an export of these bytes, and zeros up to `size`."""
    found: list[str] = []
    with Path(name).open("wb") as export:
        export.write(content)
        export.truncate(max(size, len(content)))
    with _collecting(found):
        read_export(name)
    return found


def codes_of_bytes(content: bytes) -> list[str]:
    """The codes of everything that is found wrong with a state that holds these bytes."""
    Path("state.yaml").write_bytes(content)
    return [diagnostic.code for diagnostic in _diagnostics(["state.yaml"])]


def _written(text: str) -> str:
    """The path of the file that a block is, once it is written."""
    named = _FILE.match(text)
    assert named, f"the first line of a block names its file: {text.splitlines()[0]}"
    path = Path(named[1])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return str(path)


def _diagnostics(files: Iterable[str]) -> Iterator[Diagnostic]:
    tops = {Path(file).parts[0] for file in files}
    if "rules" in tops:
        yield from load_playbook(("rules",)).diagnostics
    if "my-rules" in tops:
        yield from load_playbook((shipped_playbook(), "my-rules")).diagnostics
    found: list[Diagnostic] = []
    try:
        if "state.yaml" in tops:
            _shipped().run(State.load("state.yaml"))
        if "scenarios" in tops:
            load_scenarios(["scenarios"], _shipped())
    except SourceError as error:
        found += error.diagnostics
    yield from found


@cache
def _shipped() -> Playbook:
    return Playbook.load(shipped_playbook())


@contextlib.contextmanager
def _collecting(found: list[str]) -> Iterator[None]:
    try:
        yield
    except SourceError as error:
        found += [diagnostic.code for diagnostic in error.diagnostics]


def _run(text: str) -> list[str]:
    """The codes that commands tell; of all commands but ours there is `mkdir`."""
    found: list[str] = []
    for line in text.splitlines():
        command, *arguments = shlex.split(line)
        if command == "mkdir":
            Path(*arguments).mkdir()
            continue
        assert command == "advisor", line
        named = [shipped_playbook() if argument == "rules" else argument for argument in arguments]
        found += _TOLD.findall(CliRunner().invoke(main, named).stderr)
    return found
