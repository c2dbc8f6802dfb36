"""What is told of contracts that were joined, and of those that were not."""

from collections.abc import Sequence

from advisor.playbook.types import iso_date
from advisor.upwork.exports.candidates import Candidate, Cluster
from advisor.upwork.exports.model import Key, StateContract

_SHOWN = 5


DOUBTFUL = (
    "Several contracts bear its title, and it may be one of them. Import the weekly summary and the "
    "transaction report of the same days together, or write into the state who the client of each is."
)


def entitled(key: Key) -> str:
    """A contract by its title and client, as an export has them."""
    title, client = f'"{key.title}"' if key.title else "", client_of(key)
    return (
        f"{title} of {client}" if title and client else title or (f"work for {client}" if client else "work")
    )


def client_of(key: Key) -> str:
    """A client by its name, else by the platform's number."""
    return key.client or (f"client {key.client_id}" if key.client_id else "")


def titled(group: Cluster) -> str:
    """A group by its title and client: those of the export that tells most of them."""
    listed = group.listed or StateContract(id="")
    keys = [each.contract.key for each in group.members]
    keys.append(Key(title=listed.title, client=listed.client_name or listed.client))
    return entitled(max(keys, key=lambda key: (bool(key.title), bool(client_of(key)), bool(key.client))))


def numbered(group: Cluster) -> str:
    """A group by what tells it from others of its title: a number, its id in the state, its start."""
    if group.id:
        return group.id
    if group.listed is not None:
        return f"{group.listed.id} of the state"
    if group.starts:
        return f"the one that started on {iso_date(min(group.starts))}"
    return titled(group)


def exactly(group: Cluster) -> str:
    """A group by its title and client, and by what tells it from others where there is more to tell."""
    title, number = titled(group), numbered(group)
    return title if title == number else f"{title} ({number})"


def several(parts: Sequence[str], shown: int = _SHOWN) -> str:
    """Parts as a list in a sentence; of many the first ones, and how many more there are."""
    if len(parts) > shown:
        return f"{', '.join(parts[:shown])} and {len(parts) - shown} more"
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)


def fits_several(group: Cluster, found: Sequence[Cluster]) -> str:
    """Why a group of one title is put to none of those that it fits."""
    others = several([numbered(each) for each in found])
    if len(found) == 1:
        return f"{titled(group)} fits {others}, and so does another contract of that title."
    return f"{titled(group)} fits {len(found)} contracts: {others}."


def fits_listed(group: Cluster, found: Sequence[Cluster]) -> str:
    """Why a contract of the state is taken for none of the exports' contracts."""
    others = several([numbered(each) for each in found])
    name = group.listed.id if group.listed else ""
    return f"Contract {name} of the state is left as it is: {titled(group)} may be {others} in the exports."


def no_only_one(member: Candidate, found: Sequence[Cluster]) -> str:
    """Why work without a title is put to no contract of its client."""
    key = member.contract.key
    if not found:
        return f"The file names no contract, and none of {client_of(key)} is known."
    named = several([exactly(each) for each in found])
    return f"The file names no contract, and {client_of(key)} has {len(found)}: {named}."


def joined_by_title(joined: Sequence[str]) -> str:
    """What was joined although no file tells both its client and its number."""
    if len(joined) == 1:
        return f"1 contract is joined by its title alone: {joined[0]}."
    return f"{len(joined)} contracts are joined by their title alone: {several(joined)}."


def not_joined(side: Sequence[Cluster]) -> str:
    """Contracts of one title of which some may be one."""
    told = several([f"{titled(each)} ({numbered(each)})" if each.id else titled(each) for each in side])
    return f"Not joined, as a title alone does not tell which of them are one: {told}."


def other_clients(one: Cluster, other: Cluster) -> str:
    """Two contracts of one title whose clients are called differently."""
    told = f"{titled(one)} and {titled(other)} are taken for two contracts, as their clients differ"
    return f"{told}; if they are one, let the first's client have the second's name in the state."


def put_to_only(joined: Sequence[str]) -> str:
    """Work without a title that was put to its client's only contract."""
    return f"Rows that name no contract are put to the only one of their client: {several(joined)}."
