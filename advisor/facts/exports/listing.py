"""The contracts of a state, as exports are held against them."""

from advisor.facts.exports.picture_model import Listed
from advisor.facts.exports.sameness import NAME
from advisor.facts.schema import Schema
from advisor.facts.sources import Sources
from advisor.facts.state import State
from advisor.playbook.vocabulary import SOURCES, Entity
from advisor.source.tree import Mapping, Sequence, text_under

CONTRACT, CLIENT, PROFILE = "contract", "client", "profile"
TITLE = "title"
STARTED, ENDED, KIND = "started", "ended", "kind"


def listed(state: State, schema: Schema) -> tuple[Listed, ...]:
    """The contracts of a state that is valid, in order, with what earlier imports noted of them."""
    contract, client = of_kind(schema, CONTRACT), of_kind(schema, CLIENT)
    if contract is None:
        return ()
    sources = Sources(state.tree.get(SOURCES))
    link = link_to(contract, client)
    clients = {id_of(row, client): row for row in rows_of(state.tree, client)} if client else {}
    found = []
    for row in rows_of(state.tree, contract):
        own, whose = id_of(row, contract), text_under(row, link)
        title = sources.of(contract.section, own, TITLE)
        name = sources.of(client.section, whose, NAME) if client and whose else None
        found.append(
            Listed(
                id=own,
                client=whose,
                client_name=text_under(clients.get(whose), NAME),
                title=text_under(row, TITLE),
                platform_id=sources.platform_id(contract.section, own),
                client_platform_id=sources.platform_id(client.section, whose) if client and whose else "",
                noted_client=name.value if name else "",
                noted_title=title.value if title else "",
                started=text_under(row, STARTED),
                known_as=title.known_as if title else (),
                client_known_as=name.known_as if name else (),
                ended=text_under(row, ENDED),
                kind=text_under(row, KIND),
            )
        )
    return tuple(found)


def of_kind(schema: Schema, name: str) -> Entity | None:
    """The entity of a name, where a state lists entities of it; None for a vocabulary without it."""
    entity = schema.vocabulary.entities.get(name)
    return entity if entity is not None and not entity.belongs_to else None


def link_to(entity: Entity, target: Entity | None) -> str:
    """The name of the link to entities of another kind; "" for none."""
    links = [name for name, to in entity.links.items() if target is not None and to == target.name]
    return links[0] if links else ""


def rows_of(tree: Mapping, entity: Entity) -> tuple[Mapping, ...]:
    """What a state lists of an entity that is not single."""
    node = tree.get(entity.section)
    items = node.items if isinstance(node, Sequence) else ()
    return tuple(each for each in items if isinstance(each, Mapping))


def id_of(row: Mapping, entity: Entity) -> str:
    """The id of a row."""
    return text_under(row, entity.key)
