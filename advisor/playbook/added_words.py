"""More words of a choice, written into the tree of its field as if its author had thought of them."""

from collections.abc import Mapping as ReadMapping

from advisor.source.diagnostic import Location
from advisor.source.record import record
from advisor.source.tree import Entry, Mapping, Node, Scalar, Sequence, entries_of

AddedByField = ReadMapping[tuple[str, str], tuple["AddedWords", ...]]  # by entity and field


@record
class AddedWords:
    """Words of a choice, and clauses for some of them, which stand at a place."""

    words: tuple[Node, ...]
    clauses: tuple[Entry, ...] = ()
    place: Location | None = None


def with_added(field: Mapping, added: AddedWords) -> Mapping:
    """The declaration of a choice with more words; what is wrong in it is reported where it is read."""
    words, says = field.get("of"), field.get("says")
    if not isinstance(words, Sequence):
        return field
    field = field.put("of", Sequence((*words.items, *added.words), words.location), words.location)
    if isinstance(says, Scalar):  # a text alone is for the value
        says = Mapping((Entry(Scalar("value", False, says.location), says),), says.location)
    if not added.clauses or not (says is None or isinstance(says, Mapping)):
        return field
    place = added.place or field.location
    return field.put("says", Mapping((*entries_of(says), *added.clauses), place), place)
