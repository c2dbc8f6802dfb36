"""Contracts of the platform's API: those in lists, those within offers and those of the work history.

| the answer has | the state gets |
|---|---|
| status ACTIVE, PAUSED, CLOSED or Ended | active, paused, ended |
| status PENDING | nothing: it is no contract yet; noted |
| status CANCELLED | ended and cancelled, where money or feedback shows that it began; else noted |
| startDate, or firstContractStartDateTime of the older type | started |
| endDate | ended, where the status says so: others carry the day that was planned |
| endedBy, changingUserType | ended_by: see `_ender` |
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
from advisor.upwork.exports.cells import dollars, excerpt_of_json, hundredths, iso
from advisor.upwork.exports.json_values import JsonNode
from advisor.upwork.exports.model import Assertion, Contract, Key

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
    node: JsonNode, around: JsonNode | None = None, older: bool | None = None
) -> Contract | None:
    """The contract at a node; None, which is noted, where it is no contract or not yet.

    `around` is the offer or the entry of the work history that holds it, `older` whether it is of the older
    type; None leaves that to its fields.
    """
    outer = around or node.holding(None)
    facts, has_begun = _money(node, outer)
    status = _status(node, facts, has_begun)
    if status is None:
        return None
    kind, place = _kind(node)
    facts += place.says("kind", kind)
    facts += node.says_day("started", "firstContractStartDateTime", "startDate", "startDateTime")
    if status == "ended":
        facts += _end(node)
    if older is None:
        older = bool(_OLDER & node.keys) or (node.name == "contract" and not _NEWER & node.keys)
    return Contract(_key(node, outer, older), node.origin, tuple(facts))


def name_of(*nodes: JsonNode) -> tuple[str, str]:
    """The id and name of the first of these organisations that has one; `{id, name}`."""
    for node in nodes:
        if node.mapping().get("id", "name"):
            return node.id("id"), node.text("name")
    return "", ""


def _key(node: JsonNode, outer: JsonNode, older: bool) -> Key:
    number = node.id("contractId") or ("" if older else node.id("id"))
    company, client = node.get("clientOrganization", "clientCompany"), outer.get("company", "client")
    client_id, name = name_of(company, client, node.get("offer").get("client"))
    if not name:  # a team's name, but never its number, which is none of the client
        name = name_of(node.get("clientTeam"), outer.get("team"))[1]
    title = (node.get("title") or outer.get("title")).text()  # that of the job may be another one
    if not number and not title:
        number = node.id("id")
    organisation = node.get("clientOrgId") or outer.get("clientOrgId")
    return Key(number, name, title, client_id or organisation.id())


def _status(node: JsonNode, facts: list[Assertion], has_begun: bool) -> str | None:
    """Add the status, and give it back; "" where it is not known, None where this is no contract."""
    place = node.get("status")
    word, changed = place.word(), node.day(*_CHANGED)
    if word == "cancelled" and has_begun:
        facts += place.says("cancelled", "true", changed)
        word = "ended"
    if word in {"pending", "cancelled"}:
        remark = "[A contract that is {word} is|{count} contracts that are {word} are] left out"
        node.note(f"{remark}: nothing shows that [it|they] began.", word=word)
        return None
    status = STATUSES.get(word, "")
    if node.flag("paused") and status in {"active", ""}:
        status, place = "paused", node.get("paused")
    elif word and not status:
        place.note_unknown("status")
    facts += place.says("status", status, changed)
    return status


def _money(node: JsonNode, outer: JsonNode) -> tuple[list[Assertion], bool]:
    """Amounts, milestones and feedback, and whether they show that work began."""
    charge = outer.mapping("contractAggregate").get("totalCharge") or node.get("totalCharges")
    earned = charge.money()
    changed = (node.get(*_CHANGED) or outer.get(*_CHANGED)).day()
    milestones, is_paid = read_milestones(*_milestones(node, outer), changed)
    received, given = node.get("feedbackToTheFreelancer"), node.get("feedbackToTheClient")
    if both := (outer.get("feedback") or node.get("feedback")).mapping():
        received = both.get("feedbackToFreelancer", "clientFeedback")
        given = both.get("feedbackToClient", "freelancerFeedback")
    feedback, is_rated = read_feedback(received, given)
    return [*charge.says("earned", dollars(earned)), *milestones, *feedback], bool(
        earned or is_paid or is_rated
    )


def _milestones(node: JsonNode, outer: JsonNode) -> tuple[list[JsonNode], bool]:
    """Lists of milestones, and whether they hold all of them."""
    fixed = [term for terms in _terms(node) for term in terms.items("fixedPriceTerms")]
    if lists := [milestones for term in fixed if (milestones := term.get("milestones"))]:
        return lists, len(lists) == len(fixed)
    if single := node.get("milestones"):
        return [single], True
    for holder in (node.get("offer"), outer.get("offer"), outer):
        if single := holder.get("milestones") or holder.get("milestoneTerms").get("milestones"):
            return [single], False
    return [], False


def _kind(node: JsonNode) -> tuple[str, JsonNode]:
    """The kind of a contract and where it stands, where one kind alone is there."""
    plain = node.get("contractType", "type")
    if kind := KINDS.get(plain.word()):
        return kind, plain
    kinds: dict[str, JsonNode] = {}
    for terms in _terms(node):
        for kind, key in (("hourly", "hourlyTerms"), ("fixed", "fixedPriceTerms")):
            if terms.items(key):
                kinds[kind] = terms.get(key)
        job = terms.get("jobType")
        if kind := KINDS.get(job.word()):
            kinds[kind] = job
    return next(iter(kinds.items())) if len(kinds) == 1 else ("", plain)


def _terms(node: JsonNode) -> list[JsonNode]:
    terms = node.get("terms")
    if isinstance(terms.value, list):
        return terms.items()
    return [terms] if terms.mapping() else []


def _end(node: JsonNode) -> list[Assertion]:
    ended = node.get("endDate", "endDateTime")
    facts = ended.says_day("ended")
    who, place = _ender(node, ended.day())
    if reason := node.mapping("closingReason").text("reason"):
        text = '[A contract was|{count} contracts were] closed with the reason "{reason}".'
        node.note(text, reason=" ".join(reason.split())[:120])
    return [*facts, *place.says("ended_by", who)]


def _ender(node: JsonNode, ended: int | None) -> tuple[str, JsonNode]:
    """Who ended it, and where that stands.  `endedBy` is a person: the freelancer of the contract is me.

    `changingUserType` is of the last change alone, which is the end where the same person made it, or where
    it is of that day and nobody is named: but the platform changes contracts after their end, too.
    """
    person, kind = node.get("endedBy"), node.get("changingUserType")
    if isinstance(person.value, str):
        return _ENDERS.get(person.word(), ""), person
    ender = person.mapping().id("id")
    if ender and ender == node.mapping("freelancer").id("id"):
        return "me", person
    changer, changed = node.mapping("changedBy").id("id"), node.day("modifyDate")
    who = _ENDERS.get(kind.word(), "")
    is_of_that_day = not ender and ended is not None and changed == ended and who != "platform"
    return who if is_of_that_day or (ender and ender == changer) else "", kind


def read_feedback(received: JsonNode, given: JsonNode) -> tuple[list[Assertion], bool]:
    """What the client left and when, and when I left mine; and whether there is any, as 0 stars are none."""
    received, given = received.mapping(), given.mapping()
    facts, stars = list[Assertion](), _stars(received)
    if stars and received.flag("feedbackSuppressed"):
        received.note("[A review|{count} reviews] that the platform has suppressed [is|are] left out.")
        stars = ""
    elif stars:
        facts += received.get("score").says("feedback_received", stars)
        facts += received.says_day("feedback_received_on", *_CREATED)
    facts += given.says_day("feedback_given", *_CREATED)
    has_given = _stars(given) != ""
    if has_given and given.day(*_CREATED) is None:
        contracts = "[a contract|{count} contracts]"
        given.note(f"You left feedback on {contracts}, but the file does not say when.")
    return facts, stars != "" or has_given


def _stars(node: JsonNode) -> str:
    score = node.number("score", high=5, expected=_STARS)
    if score:
        score = node.number("score", low=1, high=5, expected=_STARS)
    return hundredths(score) if score else ""


def read_offer(node: JsonNode) -> Contract | None:
    """The contract of an offer; None where there is none (yet), which is noted."""
    state, number = node.word("state"), node.id("contractId")
    inner = node.mapping("contractDetails", "contract")
    status = STATUSES.get(state, "")
    if not status and not inner and not number:
        if state and state not in _OFFER_STATES:
            node.get("state").note_unknown("state of an offer")
        else:
            offers = "[An offer that is no contract yet is|{count} offers that are no contracts yet are]"
            node.note(f"{offers} left out.")
        return None
    contract = read_contract(inner or node.holding({}), node, older=not node.get("contractDetails"))
    if contract is None:
        return None
    facts = _offered(node, status, {assertion.field for assertion in contract.facts})
    key = replace(contract.key, id=contract.key.id or number)
    return Contract(key, node.origin, (*contract.facts, *facts, *_escrow_refund(node)))


def _offered(node: JsonNode, status: str, known: set[str]) -> list[Assertion]:
    """What the offer says of the contract, where the contract itself does not."""
    facts = node.get("state").says("status", status, node.day("lastUpdatedDateTime"))
    facts += node.get("type").says("kind", KINDS.get(node.word("type"), ""))
    if status:
        facts += node.says_day("started", "startDateTime")
    if status == "ended":
        facts += node.says_day("ended", "endDateTime")
    return [fact for fact in facts if fact.field not in known]


def _escrow_refund(node: JsonNode) -> list[Assertion]:
    """The client's request for escrow, which is of the day of the offer's last change at the latest."""
    request, changed = node.get("escrowRefundStatus"), node.get("lastUpdatedDateTime")
    word, day = request.word(), changed.day()
    if word not in {"", "open", "disputed", "accepted", "expired"}:
        request.note_unknown("status of a request for escrow")
        return []
    if not word or (word == "open" and day is None):
        return []
    is_disputed = word == "disputed"
    dispute = request.says("dispute", "open", day) if is_disputed else request.says_none("dispute", day)
    if word != "open":  # it waits for no answer any more
        return [*dispute, *request.says_none("escrow_refund_requested", day)]
    title = node.text("title") or name_of(node.get("company"))[1]
    named = f" of {excerpt_of_json(title)}" if title else ""
    remark = (
        "[The client asked for the escrow{named} back, on|{count} requests for the escrow{named} are of] "
        "{day} at the latest: look up the day, as you have only days to answer."
    )
    node.note(remark, named=named, day=iso(day))
    return [*dispute, *changed.says("escrow_refund_requested", iso(day), day)]
