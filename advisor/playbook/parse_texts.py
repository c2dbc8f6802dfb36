"""The steps and the message of an action: texts, of which some stand only where a condition holds."""

from collections.abc import Iterable, Iterator

from advisor.playbook.grammar import VARIANT
from advisor.playbook.model import Variant
from advisor.playbook.parse_conditions import BlockParser
from advisor.playbook.parse_keys import Keys, read_shape
from advisor.playbook.reading import describe
from advisor.playbook.scope import Scope
from advisor.source.tree import Mapping, Node, Sequence, entries_of, mappings_of

_VARIANT = "{text: ..., when: BLOCK}"


def parse_steps(keys: Keys, entity: str, scope: Scope) -> tuple[Variant, ...]:
    """The steps: each a text, or one with its condition."""
    read = [_variant(node, entity, keys.about("steps"), scope) for node in keys.listed("steps")]
    return tuple(step for step in read if step is not None)


def parse_message(keys: Keys, entity: str, scope: Scope) -> tuple[Variant, ...]:
    """The draft: one text, or variants of which the first counts whose condition holds; () for none."""
    node, what = keys.get("message"), keys.about("message")
    if isinstance(node, Sequence):
        if not node.items:
            scope.problems.mismatch("wrong-shape", node, what, f"a text, or a list of {_VARIANT}")
        read = [_variant(item, entity, what, scope, alone=False) for item in node.items]
        return tuple(variant for variant in read if variant is not None)
    if isinstance(node, Mapping):
        hint = f"write a list of variants: [{_VARIANT}, {{text: ...}}]"
        scope.problems.add(
            "wrong-shape", node, f"{what}: found {describe(node)}, expected a text or a list", hint
        )
        return ()
    text = scope.template(node, entity, what)
    return () if text is None else (Variant(text),)


def conditions_in(sections: Iterable[Node]) -> Iterator[Node]:
    """What stands under `when` in the steps and drafts of actions, whether or not it can be read."""
    actions = (entry.value for section in sections for entry in entries_of(section))
    for action in (action for action in actions if isinstance(action, Mapping)):
        for key in ("steps", "message"):
            texts = mappings_of(action.get(key))
            yield from (when for text in texts if (when := text.get("when")) is not None)


def _variant(node: Node, entity: str, what: str, scope: Scope, *, alone: bool = True) -> Variant | None:
    """A text with its condition, or, where it may stand `alone`, a text."""
    if alone and not isinstance(node, Mapping):
        text = scope.template(node, entity, what)
        return None if text is None else Variant(text)
    keys = read_shape(node, what, VARIANT, scope.problems)
    if keys is None:
        return None
    text = scope.template(keys["text"], entity, f"{what}, text")
    if "when" not in keys:
        return None if text is None else Variant(text)
    when = BlockParser(scope).block(keys["when"], entity, f'{what}: "when"')
    return None if text is None or when is None else Variant(text, when)
