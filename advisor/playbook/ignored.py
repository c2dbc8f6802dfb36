"""Problems that an author has looked at and lets be, each with its reason, in a comment of the file.

`# ignore: CODE because REASON`, on the line of the problem or above it, several codes with commas between.
A comment that has no reason, or that ignores nothing, is a problem itself.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from advisor.playbook.codes import CODES, IGNORABLE
from advisor.playbook.reading import Problems, ordered
from advisor.source.codes import CODES as SOURCE_CODES
from advisor.source.diagnostic import Diagnostic, Location, Severity, shortened, suggest
from advisor.source.encoding import BYTE_ORDER_MARK
from advisor.source.node_spans import Shape
from advisor.source.plain_spans import span_tree
from advisor.source.record import record

_COMMENT = re.compile(r"(?<!\S)#[ \t]*ignore:([^\r\n]*)", re.IGNORECASE)
_FORM = re.compile(r"\s*([\w-]+(?:\s*,\s*[\w-]+)*)\s+because\s+(\S.*?)\s*", re.IGNORECASE)
_EXPECTED = '"# ignore: CODE because REASON"'


@record
class IgnoreComment:
    """A comment at its place, the text behind "ignore:", and the line about which it speaks."""

    text: str
    line: int
    location: Location


@record
class Ignored:
    """A problem that is ignored, and the reason."""

    diagnostic: Diagnostic
    reason: str


def ignore_comments(text: str, file: str) -> tuple[IgnoreComment, ...]:
    """The comments in a text that its reader found to be YAML; what stands in quotes is none."""
    text = text.removeprefix(BYTE_ORDER_MARK)
    found = list(_COMMENT.finditer(text))
    if not found:
        return ()
    root = span_tree(text, file)
    nodes = root.walk() if root else ()
    texts = [(node.start, node.end) for node in nodes if node.shape is Shape.SCALAR]
    comments = (match for match in found if not any(start <= match.start() < end for start, end in texts))
    return tuple(_comment(text, match, file) for match in comments)


def _comment(text: str, match: re.Match[str], file: str) -> IgnoreComment:
    start = text.rfind("\n", 0, match.start()) + 1
    line = text.count("\n", 0, start) + 1
    about = line
    if not text[start : match.start()].strip():
        for below in text[match.end() :].split("\n")[1:]:
            about += 1
            if below.strip() and not below.lstrip().startswith("#"):
                break
    return IgnoreComment(match[1].strip(), about, Location(file, line, match.start() - start + 1))


def without_ignored(
    diagnostics: Sequence[Diagnostic], comments: Iterable[IgnoreComment], uppermost: Collection[str]
) -> tuple[tuple[Diagnostic, ...], tuple[Ignored, ...]]:
    """The problems that stay, those of the comments included, and those that are ignored.

    A comment that ignores nothing is a problem in the `uppermost` files alone: what other files have no use
    for, one that builds on them may well use.
    """
    problems = Problems()
    reasons: dict[tuple[str, int, str], str] = {}
    places: dict[tuple[str, int, str], Location] = {}
    for comment in comments:
        for code, reason in _read(comment, problems):
            key = (comment.location.file, comment.line, code)
            reasons[key], places[key] = reason, comment.location
    ignored = {problem: reasons[key] for problem in diagnostics if (key := _key(problem)) in reasons}
    kept = [problem for problem in diagnostics if problem not in ignored]
    if not any(problem.severity is Severity.ERROR for problem in kept):
        for key in reasons.keys() - {_key(problem) for problem in ignored}:
            if key[0] not in uppermost:
                continue
            message = f'there is no problem "{key[2]}" on line {key[1]} to ignore'
            problems.warn("unused-ignore", places[key], message, "remove the comment")
    told = tuple(Ignored(problem, reason) for problem, reason in ignored.items())
    return ordered([*kept, *problems.found]), told


def _key(problem: Diagnostic) -> tuple[str, int, str]:
    return problem.location.file, problem.location.line, problem.code


def _read(comment: IgnoreComment, problems: Problems) -> Iterator[tuple[str, str]]:
    """The codes that a comment names, each with the reason."""
    form = _FORM.fullmatch(comment.text)
    if form is None:
        found = shortened(f"# ignore: {comment.text}".rstrip(), 60)
        message = f'found "{found}", expected {_EXPECTED}'
        problems.warn("bad-ignore", comment.location, message, "say why it may stay as it is")
        return
    for code in map(str.strip, form[1].split(",")):
        if code in IGNORABLE:
            yield code, form[2]
        elif code in CODES or code in SOURCE_CODES:
            message = f'"{code}" cannot be ignored: it leaves open what the playbook means'
            problems.warn("bad-ignore", comment.location, message, "mend what it is about")
        else:
            hint = suggest(code, IGNORABLE) or "a code stands in brackets behind the word error or warning"
            problems.warn("bad-ignore", comment.location, f'there is no problem "{code}"', hint)
