"""Contracts of the platform's API: those in lists, those within offers and those of the work history.

| the answer has | the state gets |
|---|---|
| status ACTIVE, PAUSED, CLOSED or Ended | active, paused, ended |
| status PENDING | nothing: it is no contract yet; noted |
| status CANCELLED | ended and cancelled, where money or feedback shows that it began; else noted |
| startDate, or firstContractStartDateTime of the older type | started |
| endDate | ended, where the status says so: others carry the day that was planned |
| endedBy, changingUserType | ended_by: see `_add_ender` |
| closingReason | nothing: it is free text; noted |
| terms, contractType, jobType, type | kind, where one kind alone is there |
| contractAggregate.totalCharge, totalCharges | earned |
| feedback | see `read_feedback` |
| milestones | see `api_milestones` |

The older type's `id` numbers a term of the contract; its `contractId` is the number of the contract.

An offer that nobody has accepted is no contract.  An offer's own id is not the number of its contract.
"""

from dataclasses import replace

from advisor.upwork.exports.api_milestones import read_milestones
from advisor.upwork.exports.cells import excerpt_of_json, hundredths, iso
from advisor.upwork.exports.json_reading import JsonNode
from advisor.upwork.exports.json_values import AssertionList, ValueReader
from advisor.upwork.exports.model import Contract, Key

STATUSES = {"active": "active", "paused": "paused", "closed": "ended", "ended": "ended"}
KINDS = {"hourly": "hourly", "fixed": "fixed", "fixedprice": "fixed"}
_PLATFORM = ("odesksupport", "acfp", "upworksupport", "system", "autopayfp", "catalogproject", "payroll")
_ENDERS = {"client": "client", "professional": "me"} | dict.fromkeys(_PLATFORM, "platform")
_CREATED = ("creationTs", "createdDateTime", "creationDateTime", "createdTs")
_CHANGED = ("modifyDate", "modifiedDateTime", "lastUpdatedDateTime")
_OLDER = frozenset(
    ("contractType", "contractId", "paused", "suspended", "clientCompany", "firstContractStartDateTime")
)
_NEWER = frozenset(
    ("startDate", "endDate", "createDate", "clientOrganization", "clientOrgId", "terms", "closingReason")
)
_OFFER_STATES = {"pending", "draft", "withdrawn", "declined", "expired", "cancelled", "changed"}
_STARS = "a score from 1 to 5, or 0 for none,"


def read_contract(
    reader: ValueReader, node: JsonNode, around: JsonNode | None = None, older: bool | None = None
) -> Contract | None:
    """The contract at a node; None, which is noted, where it is no contract or not yet.

    `around` is the offer or the entry of the work history that holds it, `older` whether it is of the older
    type; None leaves that to its fields.
    """
    facts, outer = AssertionList(reader), around or JsonNode(None, ())
    began = _add_money(reader, node, outer, facts)
    status = _add_status(reader, node, facts, began)
    if status == "":
        return None
    _add_course(reader, node, status, facts)
    if older is None:
        older = bool(_OLDER & node.keys) or (node.name == "contract" and not _NEWER & node.keys)
    return Contract(_key(reader, node, outer, older), reader.origin(node), tuple(facts.assertions))


def name_of(reader: ValueReader, *nodes: JsonNode | None) -> tuple[str, str]:
    """The id and name of the first of these organisations that has one; `{id, name}`."""
    for node in nodes:
        organisation = reader.mapping(node)
        if organisation is not None and (organisation.get("id") or organisation.get("name")):
            return reader.id(organisation.get("id")), reader.text(organisation.get("name"))
    return "", ""


def _key(reader: ValueReader, node: JsonNode, outer: JsonNode, older: bool) -> Key:
    number = reader.id(node.get("contractId")) or ("" if older else reader.id(node.get("id")))
    client_id, client = name_of(
        reader,
        node.get("clientOrganization", "clientCompany"),
        outer.get("company", "client"),
        _inner(node.get("offer"), "client"),
    )
    if not client:  # a team's name, but never its number, which is none of the client
        client = name_of(reader, node.get("clientTeam"), outer.get("team"))[1]
    title = reader.text(node.get("title") or outer.get("title"))  # that of the job may be another one
    if not number and not title:
        number = reader.id(node.get("id"))
    organisation = node.get("clientOrgId") or outer.get("clientOrgId")
    return Key(number, client, title, client_id or reader.id(organisation))


def _inner(node: JsonNode | None, name: str) -> JsonNode | None:
    return node.get(name) if node is not None else None


def _add_status(reader: ValueReader, node: JsonNode, facts: AssertionList, began: bool) -> str | None:
    """The status as a state holds it; None where it is not known, "" where this is no contract."""
    place = node.get("status")
    word = reader.word(place)
    changed = reader.day(node.get(*_CHANGED))
    if word == "cancelled" and began:
        facts.add("cancelled", "true", place, day=changed)
        word = "ended"
    if word in {"pending", "cancelled"}:
        remark = "[A contract that is {word} is|{count} contracts that are {word} are] left out"
        reader.note(node, f"{remark}: nothing shows that [it|they] began.", word=word)
        return ""
    status = STATUSES.get(word)
    paused = node.get("paused")
    if reader.flag(paused) and status in {"active", None}:
        status, place = "paused", paused
    if word and status is None:
        reader.note_unknown("status", place)
    facts.add("status", status or "", place, day=changed)
    return status


def _add_money(reader: ValueReader, node: JsonNode, outer: JsonNode, facts: AssertionList) -> bool:
    """Add amounts, milestones and feedback; whether they show that work began."""
    charge = reader.within(outer.get("contractAggregate"), "totalCharge") or node.get("totalCharges")
    earned = facts.add_money("earned", charge)
    changed = reader.day(node.get(*_CHANGED) or outer.get(*_CHANGED))
    paid = read_milestones(reader, _milestones(reader, node, outer), facts, changed)
    both = reader.mapping(outer.get("feedback") or node.get("feedback"))
    received, given = node.get("feedbackToTheFreelancer"), node.get("feedbackToTheClient")
    if both is not None:
        received = both.get("feedbackToFreelancer", "clientFeedback")
        given = both.get("feedbackToClient", "freelancerFeedback")
    return read_feedback(reader, received, given, facts) or paid or bool(earned)


def _milestones(reader: ValueReader, node: JsonNode, outer: JsonNode) -> list[JsonNode]:
    """The lists that together hold all milestones; a null item stands for those that may be missing."""
    fixed = [term for terms in _terms(reader, node) for term in reader.items(terms.get("fixedPriceTerms"))]
    lists = [milestones for term in fixed if (milestones := term.get("milestones")) is not None]
    if lists:
        return lists if len(lists) == len(fixed) else [*lists, JsonNode([None], lists[0].path)]
    single = node.get("milestones")
    if single is not None:
        return [single]
    for holder in (node.get("offer"), outer.get("offer"), outer):
        single = _inner(holder, "milestones") or _inner(_inner(holder, "milestoneTerms"), "milestones")
        if single is not None:
            return [single, JsonNode([None], single.path)]
    return []


def _add_course(reader: ValueReader, node: JsonNode, status: str | None, facts: AssertionList) -> None:
    facts.add("kind", *_kind(reader, node))
    facts.add_day("started", node.get("firstContractStartDateTime", "startDate", "startDateTime"))
    if status != "ended":
        return
    last = facts.add_day("ended", node.get("endDate", "endDateTime"))
    _add_ender(reader, node, last, facts)
    reason = reader.text(reader.within(node.get("closingReason"), "reason"))
    if reason:
        line = " ".join(reason.split())[:120]
        text = '[A contract was|{count} contracts were] closed with the reason "{reason}".'
        reader.note(node, text, reason=line)


def _kind(reader: ValueReader, node: JsonNode) -> tuple[str, JsonNode | None]:
    """The kind of a contract and where it stands, where one kind alone is there."""
    plain = node.get("contractType", "type")
    kind = KINDS.get(reader.word(plain), "")
    if kind:
        return kind, plain
    kinds: dict[str, JsonNode] = {}
    for terms in _terms(reader, node):
        for name, key in (("hourly", "hourlyTerms"), ("fixed", "fixedPriceTerms")):
            of_kind = terms.get(key)
            if of_kind is not None and reader.items(of_kind):
                kinds[name] = of_kind
        job = terms.get("jobType")
        if job is not None and (word := reader.word(job)) in KINDS:
            kinds[KINDS[word]] = job
    return next(iter(kinds.items())) if len(kinds) == 1 else ("", None)


def _terms(reader: ValueReader, node: JsonNode) -> tuple[JsonNode, ...]:
    value = node.get("terms")
    if value is None or isinstance(value.value, list):
        return reader.items(value)
    terms = reader.mapping(value)
    return (terms,) if terms is not None else ()


def _add_ender(reader: ValueReader, node: JsonNode, ended: int | None, facts: AssertionList) -> None:
    """Add who ended it.  `endedBy` is a person: the freelancer of the contract is me.

    `changingUserType` is of the last change alone, which is the end where the same person made it, or where
    it is of that day and nobody is named: but the platform changes contracts after their end, too.
    """
    person = node.get("endedBy")
    if person is not None and isinstance(person.value, str):
        return facts.add("ended_by", _ENDERS.get(reader.word(person), ""), person)
    ender = reader.id(reader.within(person, "id"))
    if ender and ender == reader.id(reader.within(node.get("freelancer"), "id")):
        return facts.add("ended_by", "me", person)
    kind = node.get("changingUserType")
    changer = reader.id(reader.within(node.get("changedBy"), "id"))
    changed = reader.day(node.get("modifyDate"))
    who = _ENDERS.get(reader.word(kind), "")
    is_of_that_day = not ender and ended is not None and changed == ended
    if (ender and ender == changer) or (is_of_that_day and who != "platform"):
        facts.add("ended_by", who, kind)
    return None


def read_feedback(
    reader: ValueReader, received: JsonNode | None, given: JsonNode | None, facts: AssertionList
) -> bool:
    """Add what the client left and when, and when I left mine; whether there is any; 0 stars are none."""
    received, given = reader.mapping(received), reader.mapping(given)
    left = received is not None and _add_received(reader, received, facts)
    return (given is not None and _add_given(reader, given, facts)) or left


def _add_received(reader: ValueReader, node: JsonNode, facts: AssertionList) -> bool:
    stars = _stars(reader, node)
    if not stars:
        return False
    if reader.flag(node.get("feedbackSuppressed")):
        reader.note(node, "[A review|{count} reviews] that the platform has suppressed [is|are] left out.")
        return False
    facts.add("feedback_received", stars, node.get("score"))
    facts.add_day("feedback_received_on", node.get(*_CREATED))
    return True


def _add_given(reader: ValueReader, node: JsonNode, facts: AssertionList) -> bool:
    day = facts.add_day("feedback_given", node.get(*_CREATED))
    stars = _stars(reader, node)
    if stars and day is None:
        contracts = "[a contract|{count} contracts]"
        reader.note(node, f"You left feedback on {contracts}, but the file does not say when.")
    return bool(stars)


def _stars(reader: ValueReader, node: JsonNode) -> str:
    place = node.get("score")
    score = reader.number(place, 0, 5, _STARS)
    if score and score < 1:
        reader.number(place, 1, 5, _STARS)
    return hundredths(score) if score and score >= 1 else ""


def read_offer(reader: ValueReader, node: JsonNode) -> Contract | None:
    """The contract of an offer; None where there is none (yet), which is noted."""
    state = reader.word(node.get("state"))
    inner = reader.mapping(node.get("contractDetails", "contract"))
    status = STATUSES.get(state)
    number = reader.id(node.get("contractId"))
    if status is None and inner is None and not number:
        _note_offer(reader, node, state)
        return None
    contract = read_contract(
        reader, inner or JsonNode({}, node.path), node, older=node.get("contractDetails") is None
    )
    if contract is None:
        return None
    facts = AssertionList(reader)
    _add_offered(reader, node, status, {assertion.field for assertion in contract.facts}, facts)
    _add_escrow_refund(reader, node, facts)
    key = contract.key if contract.key.id else replace(contract.key, id=number)
    return Contract(key, reader.origin(node), (*contract.facts, *facts.assertions))


def _note_offer(reader: ValueReader, node: JsonNode, state: str) -> None:
    if state and state not in _OFFER_STATES:
        reader.note_unknown("state of an offer", node.get("state"))
        return
    offers = "[An offer that is no contract yet is|{count} offers that are no contracts yet are]"
    reader.note(node, f"{offers} left out.")


def _add_offered(
    reader: ValueReader, node: JsonNode, status: str | None, known: set[str], facts: AssertionList
) -> None:
    """Add what the offer says of the contract, where the contract itself does not."""
    changed = reader.day(node.get("lastUpdatedDateTime"))
    if "status" not in known:
        facts.add("status", status or "", node.get("state"), day=changed)
    if "kind" not in known:
        facts.add("kind", KINDS.get(reader.word(node.get("type")), ""), node.get("type"))
    if "started" not in known and status is not None:
        facts.add_day("started", node.get("startDateTime"))
    if "ended" not in known and status == "ended":
        facts.add_day("ended", node.get("endDateTime"))


def _add_escrow_refund(reader: ValueReader, node: JsonNode, facts: AssertionList) -> None:
    """Add the client's request for escrow, which is of the day of the offer's last change at the latest."""
    request = node.get("escrowRefundStatus")
    word = reader.word(request)
    changed = node.get("lastUpdatedDateTime")
    day = reader.day(changed)
    if word == "disputed":
        facts.add("dispute", "open", request, day=day)
    elif word in {"accepted", "expired"} or (word == "open" and day is not None):
        facts.add_none("dispute", request, day)
    if word in {"disputed", "accepted", "expired"}:  # it waits for no answer any more
        facts.add_none("escrow_refund_requested", request, day)
    elif word not in {"", "open"}:
        reader.note_unknown("status of a request for escrow", request)
    elif word == "open" and day is not None:
        facts.add("escrow_refund_requested", iso(day), changed, day=day)
        title = reader.text(node.get("title")) or name_of(reader, node.get("company"))[1]
        named = f" of {excerpt_of_json(title)}" if title else ""
        remark = (
            "[The client asked for the escrow{named} back, on|{count} requests for the escrow{named} are of] "
            "{day} at the latest: look up the day, as you have only days to answer."
        )
        reader.note(node, remark, named=named, day=iso(day))
