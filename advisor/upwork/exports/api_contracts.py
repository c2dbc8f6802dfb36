"""Contracts of the platform's API: those in lists, those within offers and those of the work history.

| the answer has | the state gets |
|---|---|
| status ACTIVE, PAUSED, CLOSED or Ended | active, paused, ended |
| status PENDING | nothing: it is no contract yet; noted |
| status CANCELLED | ended and cancelled, where money or feedback shows that it began; else noted |
| startDate, or firstContractStartDateTime of the older type | started |
| endDate | ended, where the status says so: others carry the day that was planned |
| endedBy, changingUserType | ended_by: see `_tell_who_ended` |
| closingReason | nothing: it is free text; noted |
| terms, contractType, jobType, type | kind, where one kind alone is there |
| contractAggregate.totalCharge, totalCharges | earned |
| feedback | see `api_feedback` |
| milestones | see `api_milestones` |

The older type's `id` numbers a term of the contract; its `contractId` is the number of the contract.
"""

from advisor.upwork.exports.api_milestones import read_milestones
from advisor.upwork.exports.json_reading import Node
from advisor.upwork.exports.json_values import AssertionList, Cells, dollars, hundredths, iso
from advisor.upwork.exports.model import Contract, Key

_CREATED = ("creationTs", "createdDateTime", "creationDateTime", "createdTs")
_STARS = "a score from 1 to 5, or 0 for none,"


def read_feedback(cells: Cells, received: Node | None, given: Node | None, facts: AssertionList) -> bool:
    """Tell what the client left and when, and when I left mine; whether there is any.

    A score of 0 is none.  That feedback was given on an unknown day is a note, as a state holds the day.
    """
    received, given = cells.mapping(received), cells.mapping(given)
    left = received is not None and _tell_received(cells, received, facts)
    return (given is not None and _tell_given(cells, given, facts)) or left


def _tell_received(cells: Cells, node: Node, facts: AssertionList) -> bool:
    stars = _stars(cells, node)
    if not stars:
        return False
    if cells.flag(node.get("feedbackSuppressed")):
        cells.notes.add(
            "A review that the platform has suppressed is left out.",
            "{count} reviews that the platform has suppressed are left out.",
            node.place,
        )
        return False
    facts.tell("feedback_received", stars, node.get("score"))
    created = node.get(*_CREATED)
    facts.tell("feedback_received_on", iso(cells.day(created)), created)
    return True


def _tell_given(cells: Cells, node: Node, facts: AssertionList) -> bool:
    created = node.get(*_CREATED)
    day = cells.day(created)
    facts.tell("feedback_given", iso(day), created)
    stars = _stars(cells, node)
    if stars and day is None:
        cells.notes.add(
            "You left feedback on a contract, but the file does not say when.",
            "You left feedback on {count} contracts, but the file does not say when.",
            node.place,
        )
    return bool(stars)


def _stars(cells: Cells, node: Node) -> str:
    found = node.get("score")
    score = cells.number(found, 0, 5, _STARS)
    if score and score < 1:
        cells.number(found, 1, 5, _STARS)
    return hundredths(score) if score and score >= 1 else ""


STATUSES = {"active": "active", "paused": "paused", "closed": "ended", "ended": "ended"}
KINDS = {"hourly": "hourly", "fixed": "fixed", "fixedprice": "fixed"}
_ENDERS = {"client": "client", "professional": "me"} | dict.fromkeys(
    (
        "odesksupport",
        "acfp",
        "upworksupport",
        "system",
        "autopayfp",
        "catalogproject",
        "payroll",
    ),
    "platform",
)
_CHANGED = ("modifyDate", "modifiedDateTime", "lastUpdatedDateTime")
_OLDER = frozenset(
    ("contractType", "contractId", "paused", "suspended", "clientCompany", "firstContractStartDateTime")
)
_NEWER = frozenset(
    ("startDate", "endDate", "createDate", "clientOrganization", "clientOrgId", "terms", "closingReason")
)


def read_contract(
    cells: Cells, node: Node, around: Node | None = None, older: bool | None = None
) -> Contract | None:
    """The contract at a node; `around` is the offer or the entry of the work history that holds it.

    `older` is whether it is of the older type; None leaves that to its fields.  None comes back where it is
    no contract, or not yet; that is noted.
    """
    facts = AssertionList(cells)
    began = _tell_money(cells, node, around, facts)
    status = _tell_status(cells, node, facts, began)
    if status == "":
        return None
    _tell_course(cells, node, status, facts)
    if older is None:
        older = bool(_OLDER & node.keys) or (node.name == "contract" and not _NEWER & node.keys)
    return Contract(_key(cells, node, around, older), cells.origin(node), tuple(facts.told))


def name_of(cells: Cells, *nodes: Node | None) -> tuple[str, str]:
    """The id and name of the first of these organisations that has one; `{id, name}`."""
    for node in nodes:
        found = cells.mapping(node)
        if found is not None and (found.get("id") or found.get("name")):
            return cells.id(found.get("id")), cells.text(found.get("name"))
    return "", ""


def _key(cells: Cells, node: Node, around: Node | None, older: bool) -> Key:
    number = cells.id(node.get("contractId")) or ("" if older else cells.id(node.get("id")))
    outer = around or Node(None, ())
    client_id, client = name_of(
        cells,
        node.get("clientOrganization", "clientCompany"),
        outer.get("company", "client"),
        _inner(node.get("offer"), "client"),
    )
    if not client:  # a team's name, but never its number, which is none of the client
        client = name_of(cells, node.get("clientTeam"), outer.get("team"))[1]
    title = cells.text(node.get("title") or outer.get("title"))  # that of the job may be another one
    if not number and not title:
        number = cells.id(node.get("id"))
    return Key(
        number, client, title, client_id or cells.id(node.get("clientOrgId") or outer.get("clientOrgId"))
    )


def _inner(node: Node | None, name: str) -> Node | None:
    return node.get(name) if node is not None else None


def _tell_status(cells: Cells, node: Node, facts: AssertionList, began: bool) -> str | None:
    """The status as a state holds it; None where it is not known, "" where this is no contract."""
    found = node.get("status")
    word = cells.word(found)
    changed = cells.day(node.get(*_CHANGED))
    if word == "cancelled" and began:
        facts.tell("cancelled", "true", found, day=changed)
        word = "ended"
    if word in {"pending", "cancelled"}:
        cells.notes.add(
            f"A contract that is {word} is left out: nothing shows that it began.",
            f"{{count}} contracts that are {word} are left out: nothing shows that they began.",
            node.place,
        )
        return ""
    status = STATUSES.get(word)
    paused = node.get("paused")
    if cells.flag(paused) and status in {"active", None}:
        status, found = "paused", paused
    if word and status is None:
        note_unknown(cells, "status", found)
    facts.tell("status", status or "", found, day=changed)
    return status


def note_unknown(cells: Cells, what: str, found: Node | None) -> None:
    """Note a word of the platform that nothing here knows."""
    if found is not None:
        word = "".join(sign for sign in str(found.value) if sign.isalnum() or sign in " _-")[:40]
        cells.notes.add(
            f'The {what} "{word}" is not known here and is left out.',
            f'The {what} "{word}", which stands {{count}} times, is not known here and is left out.',
            found.place,
        )


def _tell_money(cells: Cells, node: Node, around: Node | None, facts: AssertionList) -> bool:
    """Tell amounts, milestones and feedback; whether they show that work began."""
    outer = around or Node(None, ())
    charge = _inner(cells.mapping(outer.get("contractAggregate")), "totalCharge") or node.get("totalCharges")
    earned = cells.money(charge)
    facts.tell("earned", dollars(earned), charge)
    changed = cells.day(node.get(*_CHANGED) or outer.get(*_CHANGED))
    paid = read_milestones(cells, _milestones(cells, node, outer), facts, changed)
    both = cells.mapping(outer.get("feedback") or node.get("feedback"))
    received, given = node.get("feedbackToTheFreelancer"), node.get("feedbackToTheClient")
    if both is not None:
        received = both.get("feedbackToFreelancer", "clientFeedback")
        given = both.get("feedbackToClient", "freelancerFeedback")
    return read_feedback(cells, received, given, facts) or paid or bool(earned)


def _milestones(cells: Cells, node: Node, outer: Node) -> list[Node]:
    """The lists that together hold all milestones: those of every fixed-price term, or the one there is.

    An offer has those of its day alone, so that an item that nobody knows stands for later ones.
    """
    fixed = [each for terms in _terms(cells, node) for each in cells.items(terms.get("fixedPriceTerms"))]
    lists = [term.get("milestones") for term in fixed]
    found = [each for each in lists if each is not None]
    if found:
        return found if len(found) == len(lists) else [*found, Node([None], found[0].path)]
    single = node.get("milestones")
    if single is not None:
        return [single]
    for holder in (node.get("offer"), outer.get("offer"), outer):
        single = _inner(holder, "milestones") or _inner(_inner(holder, "milestoneTerms"), "milestones")
        if single is not None:
            return [single, Node([None], single.path)]
    return []


def _tell_course(cells: Cells, node: Node, status: str | None, facts: AssertionList) -> None:
    facts.tell(*_kind(cells, node))
    started = node.get("firstContractStartDateTime", "startDate", "startDateTime")
    facts.tell("started", iso(cells.day(started)), started)
    if status != "ended":
        return
    ended = node.get("endDate", "endDateTime")
    last = cells.day(ended)
    facts.tell("ended", iso(last), ended)
    _tell_who_ended(cells, node, last, facts)
    reason = cells.text(_inner(cells.mapping(node.get("closingReason")), "reason"))
    if reason:
        told = " ".join(reason.split())[:120]
        cells.notes.add(
            f'A contract was closed with the reason "{told}".',
            f'{{count}} contracts were closed with the reason "{told}".',
            node.place,
        )


def _kind(cells: Cells, node: Node) -> tuple[str, str, Node | None]:
    plain = node.get("contractType", "type")
    kind = KINDS.get(cells.word(plain), "")
    if kind:
        return "kind", kind, plain
    there: dict[str, Node] = {}
    for terms in _terms(cells, node):
        for name, key in (("hourly", "hourlyTerms"), ("fixed", "fixedPriceTerms")):
            found = terms.get(key)
            if found is not None and cells.items(found):
                there[name] = found
        job = terms.get("jobType")
        if job is not None and (word := cells.word(job)) in KINDS:
            there[KINDS[word]] = job
    return ("kind", *next(iter(there.items()))) if len(there) == 1 else ("kind", "", None)


def _terms(cells: Cells, node: Node) -> tuple[Node, ...]:
    """The terms of a contract: one object, or a list of them."""
    found = node.get("terms")
    if found is None or isinstance(found.value, list):
        return cells.items(found)
    terms = cells.mapping(found)
    return (terms,) if terms is not None else ()


def _tell_who_ended(cells: Cells, node: Node, ended: int | None, facts: AssertionList) -> None:
    """Who ended it, where the answer says so.

    `endedBy` is a person: the freelancer of the contract is me.  The kind of person (`changingUserType`) is
    told of the last change alone, which is the end where the same person made it, or where it is of that day
    and nobody is named: but the platform changes contracts after their end, too.
    """
    person = node.get("endedBy")
    if person is not None and isinstance(person.value, str):
        return facts.tell("ended_by", _ENDERS.get(cells.word(person), ""), person)
    ender = cells.id(_inner(cells.mapping(person), "id"))
    if ender and ender == cells.id(_inner(cells.mapping(node.get("freelancer")), "id")):
        return facts.tell("ended_by", "me", person)
    kind = node.get("changingUserType")
    changer = cells.id(_inner(cells.mapping(node.get("changedBy")), "id"))
    changed = cells.day(node.get("modifyDate"))
    who = _ENDERS.get(cells.word(kind), "")
    is_of_that_day = not ender and ended is not None and changed == ended
    if (ender and ender == changer) or (is_of_that_day and who != "platform"):
        facts.tell("ended_by", who, kind)
    return None
