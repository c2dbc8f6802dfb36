"""The words for contracts that were joined, and the reasons why others were not."""

from collections.abc import Sequence

from advisor.playbook.types import iso_date
from advisor.reports.wording import listed
from advisor.upwork.exports.candidates import Cluster
from advisor.upwork.exports.model import Key, StateContract

_SHOWN = 5
_KINDS = {"hourly": "hourly contracts", "fixed": "contracts of a fixed price"}
_ONE_OF = {"hourly": "an hourly contract", "fixed": "one of a fixed price"}

DOUBTFUL = (
    "Several contracts bear its title, and it may be one of them. Import the weekly summary and the "
    "transaction report of the same days together, or write into the state who the client of each is."
)


def key_title(key: Key) -> str:
    """A contract by its title and client, as an export has them."""
    title, client = f'"{key.title}"' if key.title else "", client_title(key)
    if title and client:
        return f"{title} of {client}"
    return title or (f"work for {client}" if client else "work")


def client_title(key: Key) -> str:
    """A client by its name, else by the platform's number."""
    return key.client or (f"client {key.client_id}" if key.client_id else "")


def cluster_title(cluster: Cluster) -> str:
    """A cluster by its title and client: those of the export that has most of them."""
    listed = cluster.listed or StateContract(id="")
    keys = [member.key for member in cluster.members]
    keys.append(Key(title=listed.title, client=listed.client_name or listed.client))
    return key_title(max(keys, key=lambda key: (bool(key.title), bool(client_title(key)), bool(key.client))))


def cluster_number(cluster: Cluster) -> str:
    """A cluster by what tells it from others of its title: a number, its id in the state, its start."""
    if cluster.id:
        return cluster.id
    if cluster.listed is not None:
        return f"{cluster.listed.id} of the state"
    if cluster.starts:
        return f"the one that started on {iso_date(min(cluster.starts))}"
    return cluster_title(cluster)


def cluster_name(cluster: Cluster) -> str:
    """A cluster by its title and client, and by what tells it from others, where that is more."""
    title, number = cluster_title(cluster), cluster_number(cluster)
    return title if title == number else f"{title} ({number})"


def too_early(rows: Cluster, contract: Cluster) -> str:
    """Why rows of a client and a title are not those of a contract that began after them."""
    began, start = iso_date(min(rows.paid)), iso_date(min(contract.starts or contract.rough_starts))
    name = contract.id or (contract.listed.id if contract.listed else "") or "the contract of that title"
    reason = f"Payments of {cluster_title(rows)} began on {began}, but {name} started on {start}"
    return f"{reason}: some are of an earlier contract, and no file tells which."


def misfit(rows: Cluster, contract: Cluster) -> str:
    """Why rows without a title are not those of the only contract of their client; "" where they may be."""
    name = f"The file names no contract, and the only one that is known is {cluster_name(contract)}"
    if len(rows.kinds) > 1:
        return f"{name}, but the rows are of hourly contracts and of contracts of a fixed price."
    if rows.is_paid_early(contract):
        start = iso_date(min(contract.starts or contract.rough_starts))
        return f"{name}, which started on {start}, but payments began on {iso_date(min(rows.paid))}."
    if rows.is_paid_late(contract):
        last = iso_date(max(rows.paid))
        return f"{name}, which ended on {iso_date(max(contract.ends))}, but the last payment was on {last}."
    kinds = contract.values("kind") & set(_KINDS)
    if len(kinds) == 1 and rows.kinds - kinds:
        return f"{name}, which is {_ONE_OF[min(kinds)]}, but the rows are of {_KINDS[min(rows.kinds)]}."
    return ""


def fits_several(cluster: Cluster, others: Sequence[Cluster]) -> str:
    """Why a cluster of one title is put to none of those that it fits."""
    names, title = listed([cluster_number(other) for other in others], _SHOWN), cluster_title(cluster)
    if len(others) == 1:
        return f"{title} fits {names}, and so does another contract of that title."
    return f"{title} fits {len(others)} contracts: {names}."


def fits_listed(cluster: Cluster, others: Sequence[Cluster]) -> str:
    """Why a contract of the state is taken for none of the exports' contracts."""
    names = listed([cluster_number(other) for other in others], _SHOWN)
    name = f"Contract {cluster.listed.id if cluster.listed else ''} of the state"
    return f"{name} is left as it is: {cluster_title(cluster)} may be {names} in the exports."


def no_only_one(rows: Cluster, others: Sequence[Cluster]) -> str:
    """Why work without a title is put to no contract of its client."""
    client = client_title(rows.members[0].key)
    if not others:
        return f"The file names no contract, and none of {client} is known."
    names = listed([cluster_name(other) for other in others], _SHOWN)
    return f"The file names no contract, and {client} has {len(others)}: {names}."


def of_several(rows: Cluster) -> str:
    """Why rows of several contracts or freelancers are not put to their client's only contract."""
    client = client_title(rows.members[0].key)
    return f"The file names no contract, has rows of several of {client}, and only one is known."


def joined_by_title(joined: Sequence[str]) -> str:
    """What was joined although no file has both its client and its number."""
    if len(joined) == 1:
        return f"1 contract is joined by its title alone: {joined[0]}."
    return f"{len(joined)} contracts are joined by their title alone: {listed(joined, _SHOWN)}."


def not_joined(side: Sequence[Cluster]) -> str:
    """Contracts of one title of which some may be one."""
    names = listed(
        [cluster_name(cluster) if cluster.id else cluster_title(cluster) for cluster in side], _SHOWN
    )
    return f"Not joined, as a title alone does not tell which of them are one: {names}."


def other_clients(one: Cluster, other: Cluster) -> str:
    """Two contracts of one title whose clients are called differently."""
    both = f"{cluster_title(one)} and {cluster_title(other)} are taken for two contracts"
    advice = "if they are one, let the first's client have the second's name in the state"
    return f"{both}, as their clients differ; {advice}."


def put_to_only(joined: Sequence[str]) -> str:
    """Work without a title that was put to its client's only contract."""
    return f"Rows that name no contract are put to the only one of their client: {listed(joined, _SHOWN)}."
