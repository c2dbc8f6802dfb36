"""`also` and `means`: other words that people type for what a vocabulary names, and what its choices mean."""

from collections.abc import Iterable, Iterator

from advisor.playbook.parse_keys import Keys
from advisor.playbook.reading import Problems, read_keys, read_text, read_texts
from advisor.playbook.vocabulary import spelt
from advisor.source.record import record
from advisor.source.tree import Mapping, Node

Pairs = tuple[tuple[str, str], ...]


@record
class Synonym:
    """Another word for a thing of a name, and where it stands."""

    word: str
    name: str
    node: Node


def own_words(keys: Keys, name: str) -> tuple[Synonym, ...]:
    """What is listed under `also` of a thing of that name."""
    return tuple(_words(keys.get("also"), name, keys.about("also"), keys.problems))


def field_words(keys: Keys, name: str) -> tuple[str, ...]:
    """What is listed under `also` of a field, each once."""
    words = own_words(keys, spelt(name))
    return tuple(word.word for word in unlike(words, (spelt(name),), keys.about("also"), keys.problems))


def choice_words(keys: Keys, choices: tuple[str, ...]) -> Pairs:
    """The words under `also` of a choice, each with the word that it stands for.

    A word of the choice itself, which a layer may have added, goes first.
    """
    what, problems, node = keys.about("also"), keys.problems, keys["also"]
    if not isinstance(node, Mapping):
        hint = f"such as {{{choices[0]}: [a word]}}"
        problems.mismatch("wrong-value", node, what, "other words under each choice", hint)
        return ()
    listed = read_keys(node, what, problems, optional=choices) or {}
    words = (
        each for name in choices if name in listed for each in _words(listed[name], name, what, problems)
    )
    own = set(map(spelt, choices))
    others = (word for word in words if spelt(word.word) not in own)
    return tuple((word.word, word.name) for word in unlike(others, (), what, problems))


def choice_meanings(keys: Keys, choices: tuple[str, ...]) -> Pairs:
    """What the words of a choice mean, each in a few words."""
    what = keys.about("means")
    nodes = read_keys(keys["means"], what, keys.problems, optional=choices) or {}
    named = (name for name in choices if name in nodes)
    texts = ((name, read_text(nodes[name], f"{what}, {name}", keys.problems)) for name in named)
    return tuple((name, text) for name, text in texts if text)


def unlike(
    words: Iterable[Synonym], names: Iterable[str], what: str, problems: Problems
) -> Iterator[Synonym]:
    """The words that stand for one thing of all with these names, each once; the others are reported."""
    owners, seen = {spelt(name): name for name in names}, set[str]()
    for word in words:
        key = spelt(word.word)
        owner = owners.setdefault(key, word.name)
        if owner != word.name:
            message = f'{what}: "{word.word}" stands for "{owner}" already'
            problems.add("duplicate-id", word.node, message, f'leave it out of "{word.name}"')
        elif key in seen or key == spelt(word.name):
            problems.add("duplicate-id", word.node, f'{what}: "{word.word}" says the same again', "remove it")
        else:
            yield word
        seen.add(key)


def _words(node: Node | None, name: str, what: str, problems: Problems) -> Iterator[Synonym]:
    for word, at in read_texts(node, what, problems) if node is not None else ():
        if "," in word:
            message = f'{what}: "{word}" holds a comma, which stands between answers'
            problems.add("reserved-name", at, message, "leave the comma out")
        else:
            yield Synonym(word, name, at)
