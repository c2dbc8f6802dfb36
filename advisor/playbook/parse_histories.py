"""`history: true`: the standard record of what was done about an entity, written as an author would write it.

It is read by the parser of all entities, so that a history of one's own making could hold the same.
"""

from collections.abc import Iterable
from collections.abc import Mapping as ReadMapping
from functools import reduce

from advisor.playbook.added_words import AddedByField, AddedWords, with_added
from advisor.playbook.grammar import WORDING
from advisor.playbook.parse_keys import read_shape
from advisor.playbook.reading import Problems
from advisor.playbook.vocabulary import EVENT, event_of
from advisor.source.diagnostic import Location
from advisor.source.from_python import from_values
from advisor.source.tree import Entry, Mapping, Scalar

HISTORY = "history"  # the key under which a state lists the records
_FIELDS: ReadMapping[str, ReadMapping[str, object]] = {
    "did": {"type": "action", "ask": "What did you do?", "says": "the action is {value}"},
    "on": {
        "type": "date",
        "past": True,
        "ask": "When did you do it?",
        "if_unknown": "some time ago",
        "says": {"value": "it was {value}", "unknown": "it is not known when it was"},
    },
    "reply": {
        "type": "choice",
        "of": ["none", "yes", "no"],
        "ask": "Was there an answer: none, yes or no?",
        "says": {
            "none": "no answer has come",
            "yes": "the answer was yes",
            "no": "the answer was no",
            "unknown": "it is not known what the answer was",
        },
    },
    "status": {
        "type": "choice",
        "of": ["done", "snoozed", "dismissed"],
        "default": "done",
        "ask": "Was it done, snoozed or dismissed?",
        "says": "it is {value}",
    },
    "until": {
        "type": "date",
        "ask": "Until when is it put off?",
        "if_unknown": "an open date",
        "says": "the day until which it is put off",
    },
    "note": {"type": "text", "ask": "What should be remembered about it?", "if_unknown": "no note"},
}
STANDARD_CHOICES = tuple(name for name, field in _FIELDS.items() if "of" in field)
_COMPUTED = {"age": {"days_since": "on", "if_unknown": "some time", "says": "it was {value} ago"}}


def standard_record(owner: str, place: Location, added: AddedByField) -> Entry:
    """The declaration of the record of an entity, as if it stood at a place; `added` are words of layers."""
    name = event_of(owner)
    declared = {"belongs_to": owner, "as": HISTORY, "called": EVENT, "label": "{did} on {on}"}
    node = from_values({**declared, "computed": _COMPUTED}, place)
    fields = (
        Entry(Scalar(field, False, place), _standard(values, place, added.get((name, field), ())))
        for field, values in _FIELDS.items()
    )
    assert isinstance(node, Mapping)
    return Entry(Scalar(name, False, place), node.put("fields", Mapping(tuple(fields), place), place))


def _standard(values: object, place: Location, added: Iterable[AddedWords] = ()) -> Mapping:
    node = from_values(values, place)
    assert isinstance(node, Mapping)
    return reduce(with_added, added, node)


def is_worded_only(name: str) -> bool:
    """Whether a field of a record is standard: a playbook may give it other words, and nothing else."""
    return name in _FIELDS or name in _COMPUTED


def reworded(entry: Entry, added: Iterable[AddedWords], problems: Problems) -> Entry | None:
    """A standard field with other words around it; the entry itself where it is of another name."""
    name = entry.key.text
    standard = _FIELDS.get(name) or _COMPUTED.get(name)
    if standard is None:
        return entry
    keys = read_shape(entry.value, f'the field "{name}" of a history', WORDING, problems)
    if keys is None:
        return None
    node = _standard(standard, entry.value.location)
    for key, words in keys.items():
        node = node.put(key, words, words.location)
    return Entry(entry.key, reduce(with_added, added, node))
