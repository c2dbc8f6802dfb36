"""One picture of a freelancer, put together from several exports and held against a state."""

from advisor.facts.provenance import Origin
from advisor.source.record import record
from advisor.upwork.exports.model import Assertion, Key, Note, Precedence


@record
class MergedFact:
    """One fact of the picture, with every place that tells it or that it is summed from.

    `value` is "" where an export says that there is none.  `covers` are the first and last day (ordinals) of
    the exports behind an amount that is PART, `lacks` the stretches of days between these that no such export
    covers.
    """

    field: str
    value: str
    origins: tuple[Origin, ...]
    strength: Precedence = Precedence.EXACT
    day: int | None = None
    covers: tuple[int, int] | None = None
    lacks: tuple[tuple[int, int], ...] = ()


@record
class Listed:
    """A contract of a state: its id there, its client's id and name, its title, and the platform's numbers of
    both where an earlier import noted them ("" for what is not known).

    `noted_client` and `noted_title` are what an earlier import called them, where a person has since written
    something else: the exports still say it; `client_known_as` and `known_as` are further names of both.
    `started` and `ended` are days, as the state says, and `kind` is how it is paid.
    """

    id: str
    client: str = ""
    client_name: str = ""
    title: str = ""
    platform_id: str = ""
    client_platform_id: str = ""
    noted_client: str = ""
    noted_title: str = ""
    started: str = ""
    ended: str = ""
    known_as: tuple[str, ...] = ()
    client_known_as: tuple[str, ...] = ()
    kind: str = ""


@record
class StateContract:
    """A contract of the picture: what all exports together know it by, and its facts.

    `listed` is the contract of the state that it is; None where the state has none yet.
    """

    key: Key
    facts: tuple[MergedFact, ...]
    listed: Listed | None = None


@record
class Conflict:
    """Values that contradict one another, so that none is taken.

    `contract` is None for the profile; `number` is the place of the contract in the picture, as two may be
    known by the same.
    """

    contract: Key | None
    field: str
    values: tuple[Assertion, ...]
    number: int | None = None


@record
class Unplaced:
    """Money that could not be put to a contract, in cents, and why (a whole sentence)."""

    key: Key
    earned: int
    refunded: int
    rows: int
    file: str
    why: str


@record
class MergedExport:
    """What all exports say together.  `notes` tell of what was joined by a title alone, and the like."""

    profile: tuple[MergedFact, ...] = ()
    contracts: tuple[StateContract, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    notes: tuple[Note, ...] = ()
