"""`messages:`: conduct as a playbook writes it, with every pattern tried."""

import re
from collections.abc import Iterable

from advisor.playbook.conduct.automaton import Automaton
from advisor.playbook.conduct.model import Conduct, Never
from advisor.playbook.conduct.patterns import Either, InOrder, Lists, PatternError, read_pattern
from advisor.playbook.grammar import MESSAGES, NEVER, WITHIN
from advisor.playbook.ids import check_id
from advisor.playbook.parse_keys import CitableClaims, Keys, read_shape, unique_entries
from advisor.playbook.reading import Problems, read_texts, read_word
from advisor.source.diagnostic import shortened
from advisor.source.tree import Node, Scalar, Sequence

_NAMED = re.compile(r"\{([^{}]*)\}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def parse_conduct(sections: Iterable[Node], citable: CitableClaims, problems: Problems) -> Conduct:
    """The conduct of all sections together; what cannot be read is reported and left out."""
    read = [read_shape(node, '"messages"', MESSAGES, problems) for node in sections]
    sections_read = [keys for keys in read if keys is not None]
    language = _language(sections_read, problems)
    parser = _ConductParser(language, citable, problems)
    parser.read_lists([keys["lists"] for keys in sections_read if "lists" in keys])
    never = [rule for keys in sections_read for node in keys.listed("never") if (rule := parser.never(node))]
    parser.report_unused()
    return Conduct(tuple(never), parser.lists, language)


def _language(sections: Iterable[Keys], problems: Problems) -> str:
    """The first language that is named; another one is a problem."""
    first, where = "", None
    for keys in sections:
        text = keys.text("language")
        if text and not _LANGUAGE.fullmatch(text):
            what, hint = keys.about("language"), "a language is named by its tag: en, de, pt-BR"
            problems.mismatch("wrong-value", keys["language"], what, "a tag of a language", hint)
        elif text and first and text != first:
            message = f'messages are in "{first}" already, at {where}'
            problems.add("duplicate-id", keys["language"], message, "all messages are in one language")
        elif text and not first:
            first, where = text, keys["language"].location
    return first


class _ConductParser:
    """Reads lists first, then what names them."""

    def __init__(self, language: str, citable: CitableClaims, problems: Problems) -> None:
        self.language, self.citable, self.problems = language, citable, problems
        self.lists: dict[str, tuple[str, ...]] = {}
        self._read: dict[str, Either] = {}
        self._named: set[str] = set()
        self._places: dict[str, Scalar] = {}
        self._ids: dict[str, Scalar] = {}
        self._unread = False

    def read_lists(self, sections: Iterable[Node]) -> None:
        """Read the lists of words, by name."""
        for entry in unique_entries(sections, "messages, lists", self.problems):
            name, what = entry.key.text, f'the list "{entry.key.text}"'
            check_id(name, entry.key, "the name of a list", self.problems)
            texts = read_texts(entry.value, what, self.problems)
            self._not_empty(entry.value, what)
            read = [(text, self._pattern(text, node, what, None)) for text, node in texts]
            self.lists[name] = tuple(text for text, pattern in read if pattern is not None)
            self._read[name] = Either(tuple(pattern for _, pattern in read if pattern is not None))
            self._places[name] = entry.key

    def never(self, node: Node) -> Never | None:
        """One thing that no message may say; None where it could not be read."""
        keys = read_shape(node, "an item of never", NEVER, self.problems)
        name = keys.text("id") if keys else ""
        if keys is None or not name:
            self._unread = True
            return None
        self._unique(name, keys["id"])
        check_id(name, keys["id"], "the id of an item of never", self.problems)
        keys.what = f'the item "{name}" of never'
        patterns = {key: self._patterns(key, keys) for key in ("any_of", "near", "but_not")}
        within = read_word(keys.get("within"), WITHIN, keys.about("within"), self.problems)
        if "within" in keys and "near" not in keys:
            message = f'{keys.what} says "within", and nothing is to stand near'
            self.problems.add("missing-key", keys["within"], message, 'add "near:", or take it out')
        says, instead, claims = keys.text("says"), keys.text("instead"), self.citable.read(keys)
        self._contradictions(keys, patterns)
        if not (patterns["any_of"] and says and instead):
            return None
        return Never(
            id=name,
            any_of=patterns["any_of"],
            says=says,
            instead=instead,
            location=keys["id"].location,
            near=patterns["near"],
            but_not=patterns["but_not"],
            whole_message=within == WITHIN[1],
            claims=claims,
        )

    def report_unused(self) -> None:
        """`unused-list`: a list that no pattern names."""
        for name, place in self._places.items():
            if name not in self._named and not self._unread:
                message = f'no pattern names the list "{name}"'
                self.problems.add("unused-list", place, message, f'name it as "{{{name}}}", or remove it')

    def _unique(self, name: str, node: Node) -> None:
        if isinstance(node, Scalar):
            earlier = self._ids.setdefault(name, node)
            if earlier is not node:
                self.problems.duplicate(node, earlier.location)

    def _patterns(self, key: str, keys: Keys) -> tuple[str, ...]:
        texts = keys.texts(key)
        if key in keys:
            self._not_empty(keys[key], keys.about(key))
        good = [text for text, node in texts if self._pattern(text, node, keys.about(key), self._read)]
        named = (name.strip() for text, _ in texts for name in _NAMED.findall(text))
        self._named.update(named)
        return tuple(dict.fromkeys(good))

    def _not_empty(self, node: Node, what: str) -> None:
        if isinstance(node, Sequence) and not node.items:
            self.problems.mismatch("wrong-shape", node, what, "at least one pattern")

    def _pattern(self, text: str, node: Node, what: str, lists: Lists | None) -> InOrder | None:
        """The pattern, tried as it will be used; None where it is reported."""
        try:
            pattern = read_pattern(text, lists, self.language)
            Automaton().add(pattern)
        except PatternError as error:
            message = f'{what}, "{shortened(text, 60)}": {error.message}'
            self.problems.add(error.code, node, message, error.hint)
            return None
        return pattern

    def _contradictions(self, keys: Keys, patterns: dict[str, tuple[str, ...]]) -> None:
        """A pattern that is forbidden and harmless at once."""
        for text, node in keys.texts("but_not"):
            if text in patterns["any_of"]:
                message = f'{keys.what}: "{text}" stands under any_of and under but_not, so it never counts'
                self.problems.add("bad-pattern", node, message, "take it out of one of them")
