"""Rooms of messages in answers of the API: the day on which the client of a contract last wrote.

A story of a room counts where it is told who wrote it: somebody of the client's organisation, or, where the
answer says who I am (`user { id }`, or the contract's `freelancer { id }`), anybody else.  What the platform
writes itself is no message.  No word of a message is read.
"""

from collections.abc import Iterator

from advisor.upwork.exports.cells import iso
from advisor.upwork.exports.json_values import JsonNode
from advisor.upwork.exports.model import Assertion, Contract, Key, Precedence

_STORIES = ("latestStory", "stories", "roomStories")


def is_room(node: JsonNode) -> bool:
    return bool(node.keys.intersection(_STORIES))


def read_room(node: JsonNode, top: JsonNode) -> Contract | None:
    """The last message of a client as a contract's fact; None, which is noted, where it is not told."""
    inner = node.mapping("contract")
    number = node.id("contractId") or inner.id("id")
    if not number:
        node.note("[A room|{count} rooms] without the number of a contract [is|are] left out.")
        return None
    me = {top.get("data").get("user").id("id"), inner.get("freelancer").id("id")} - {""}
    clients = {node.id("clientOrgId"), inner.get("clientOrganization").id("id")} - {""}
    facts, is_told = list[Assertion](), True
    for story in _stories(node):
        author, organisation = story.get("user").id("id"), story.get("organization").id("id")
        if story.flag("isSystemStory") or author in me:
            continue
        by_organisation = bool(organisation and clients)
        is_client = organisation in clients if by_organisation else bool(author and me)
        is_told &= is_client or by_organisation
        place = story.get("createdDateTime", "createdTs")
        if is_client:
            facts += place.says("last_client_message", iso(place.day()), precedence=Precedence.LATEST)
    if not is_told:
        node.note("[A room does|{count} rooms do] not tell who wrote; [its|their] messages are left out.")
    return Contract(Key(id=number), node.origin, tuple(facts)) if facts else None


def _stories(room: JsonNode) -> Iterator[JsonNode]:
    for held in map(room.get, _STORIES):
        if held.get("edges"):
            yield from (story for edge in held.items("edges") if (story := edge.mapping("node")))
        elif isinstance(held.value, list):
            yield from held.items()
        elif story := held.mapping():
            yield story
