"""Rooms of messages in answers of the API: the day on which the client of a contract last wrote.

A story of a room counts where it is told who wrote it: somebody of the client's organisation, or, where the
answer says who I am (`user { id }`, or the contract's `freelancer { id }`), anybody else.  What the platform
writes itself is no message.  No word of a message is read.
"""

from collections.abc import Iterator

from advisor.upwork.exports.cells import iso
from advisor.upwork.exports.json_reading import JsonNode
from advisor.upwork.exports.json_values import AssertionList, ValueReader
from advisor.upwork.exports.model import Contract, Key, Precedence

_STORIES = ("latestStory", "stories", "roomStories")


def is_room(node: JsonNode) -> bool:
    return bool(node.keys.intersection(_STORIES))


def read_room(reader: ValueReader, node: JsonNode, top: JsonNode) -> Contract | None:
    """The last message of a client as a contract's fact; None, which is noted, where it is not told."""
    inner = reader.mapping(node.get("contract"))
    number = reader.id(node.get("contractId")) or reader.id(inner.get("id") if inner else None)
    if not number:
        reader.note(node, "[A room|{count} rooms] without the number of a contract [is|are] left out.")
        return None
    me = {reader.id(_at(top, "data", "user", "id")), reader.id(_at(inner, "freelancer", "id"))} - {""}
    clients = {reader.id(node.get("clientOrgId")), reader.id(_at(inner, "clientOrganization", "id"))} - {""}
    facts, is_told = AssertionList(reader), True
    for story in _stories(reader, node):
        author, organisation = (reader.id(_at(story, name, "id")) for name in ("user", "organization"))
        if reader.flag(story.get("isSystemStory")) or author in me:
            continue
        by_organisation = bool(organisation and clients)
        is_client = organisation in clients if by_organisation else bool(author and me)
        is_told &= is_client or by_organisation
        place = story.get("createdDateTime", "createdTs")
        if is_client:
            facts.add("last_client_message", iso(reader.day(place)), place, Precedence.LATEST)
    if not is_told:
        reader.note(
            node, "[A room does|{count} rooms do] not tell who wrote; [its|their] messages are left out."
        )
    if not facts.assertions:
        return None
    return Contract(Key(id=number), reader.origin(node), tuple(facts.assertions))


def _stories(reader: ValueReader, room: JsonNode) -> Iterator[JsonNode]:
    for name in _STORIES:
        held = room.get(name)
        edges = held.get("edges") if held is not None else None
        if edges is not None:
            yield from (node for edge in reader.items(edges) if (node := reader.mapping(edge.get("node"))))
        elif held is not None and isinstance(held.value, list):
            yield from reader.items(held)
        elif held is not None and (story := reader.mapping(held)) is not None:
            yield story


def _at(node: JsonNode | None, *names: str) -> JsonNode | None:
    for name in names:
        node = node.get(name) if node is not None else None
    return node
