"""Whether a state in JSON is laid out as the vocabulary says; what is not is left to the careful reader."""

from collections.abc import Mapping

from advisor.playbook.model import RuleBase
from advisor.playbook.vocabulary import POLICY, Entity
from advisor.source.record import record
from advisor.source.strict_json import strict_json


@record
class RowShape:
    """The keys that a row may have, and of those that list other rows what these may have."""

    keys: frozenset[str]
    lists: Mapping[str, "RowShape"]


class PlainJson:
    """Tells plain states of a playbook; a key `person` may stand beside the sections."""

    def __init__(self, playbook: RuleBase) -> None:
        vocabulary = playbook.vocabulary

        def shape(entity: Entity) -> RowShape:
            children = {one.section: shape(one) for one in vocabulary.children(entity.name)}
            return RowShape(frozenset((*entity.fields, *entity.links, *children)), children)

        sections = vocabulary.sections
        self._single = {name: shape(entity) for name, entity in sections.items() if entity.single}
        self._listed = {name: shape(entity) for name, entity in sections.items() if not entity.single}
        self._policy = RowShape(frozenset(playbook.policy), {})
        self._person = playbook.words.person

    def is_plain(self, text: str) -> bool:
        """Whether a text is such a state: an object whose keys are known and stand once."""
        try:
            state = strict_json(text)
        except (ValueError, RecursionError):
            return False
        return isinstance(state, dict) and all(self._section(key, value) for key, value in state.items())

    def _section(self, key: str, value: object) -> bool:
        if key in self._listed:
            return _are_rows(value, self._listed[key])
        if key in self._single or key == POLICY:
            return value is None or _is_row(value, self._single.get(key, self._policy))
        return key in ("as_of", self._person) and not isinstance(value, dict | list)


def _are_rows(value: object, shape: RowShape) -> bool:
    return value is None or (isinstance(value, list) and all(_is_row(one, shape) for one in value))


def _is_row(value: object, shape: RowShape) -> bool:
    if not isinstance(value, dict) or not value.keys() <= shape.keys:
        return False
    return all(_are_rows(value[key], inside) for key, inside in shape.lists.items() if key in value)
