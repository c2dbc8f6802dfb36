"""Which object of a JSON export is what, by the fields of the platform's schema and by the key above.

Profiles in lists are of other people (search results, agencies), and so are objects below a company.  A
proposal, a job or an entry of a CV has an id, a status and days as a contract has, and is none.
"""

import re
from enum import Enum, auto

from advisor.upwork.exports.api_rooms import is_room
from advisor.upwork.exports.json_values import JsonNode


class Shape(Enum):
    CONTRACT = auto()
    HISTORY_ENTRY = auto()  # of the API's talentWorkHistory
    OFFER = auto()
    AGGREGATES = auto()
    WORK_DAY = auto()
    TRANSACTION = auto()
    ROOM = auto()  # of messages
    PAGE_ENTRY = auto()  # of a profile page's work history
    PAGE_STATS = auto()
    OTHER = auto()


def _keys(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Keys under which an export begins, even where nothing is in it.
_OPENING = _keys(
    "vendorContracts contractList contractDetails contracts talentWorkHistory workHistoryList "
    "freelancerProfile offersByAttribute transactionHistory pageItems"
)
_OFFER_LISTS = _keys("offer offers clientOffers agencyOffers")
_HISTORY_ENTRY = _keys("contractAggregate feedback opening")
_OFFER = _keys("escrowRefundStatus milestoneState offerCreatedDateTime offerTerms")
_CONTRACT = _keys(
    "clientOrganization clientOrgId clientTeamId closingReason contractId contractType deliveryModel endDate "
    "milestones offerId startDate terms"
)
_FIGURES = _keys("jobSuccessScore nSS100BwScore topRatedStatus topRatedPlusStatus totalJobs totalJobsWorked")
_OWN_FIGURES = _keys("aggregates profileAggregates freelancerProfile talentProfile data") | {""}
_OTHERS = _keys("agency agencies agencyDetails clientCompany clientCompanyPublic company job jobPosting")
# What a key says under which there are things that look like contracts and are none.
_ELSEWHERE = re.compile(
    "proposal|posting|(?:^|find|search|saved)jobs?$|room(?:s|list)?$|record|certificate|education|experience|portfolio",
    re.IGNORECASE,
)


def is_elsewhere(node: JsonNode) -> bool:
    """Whether a node belongs to a proposal, a job, a room of messages or a CV."""
    return any(isinstance(step, str) and _ELSEWHERE.search(step) for step in node.path)


def opens_an_export(node: JsonNode) -> bool:
    """Whether an object shows that the file is an export, even where there is nothing in it."""
    is_failed_answer = len(node.path) < 2 and {"data", "errors"} <= node.keys
    is_list_of_offers = "edges" in node.keys and node.name in _OFFER_LISTS
    return bool(_OPENING & node.keys) or is_failed_answer or is_list_of_offers


def shape_of(node: JsonNode) -> Shape:
    """What the object is; OTHER where what it holds is to be looked at."""
    keys, name = node.keys, node.name
    if "dateWorkedOn" in keys:
        return Shape.WORK_DAY
    if _is_item_of(node, "transactionHistoryRow") or "transactionCreationDate" in keys:
        return Shape.TRANSACTION
    if is_room(node):
        return Shape.ROOM
    if "contract" in keys and (_HISTORY_ENTRY & keys or _is_item_of(node, "workHistoryList")):
        return Shape.HISTORY_ENTRY
    if _is_offer(node):
        return Shape.OFFER
    if "title" in keys and ("startedOn" in keys or "endedOn" in keys):
        return Shape.PAGE_ENTRY
    if _is_contract(node):
        return Shape.CONTRACT
    if _FIGURES & keys and _is_own(node):
        if name == "stats":
            return Shape.PAGE_STATS
        return Shape.AGGREGATES if name in _OWN_FIGURES else Shape.OTHER
    return Shape.OTHER


def _is_item_of(node: JsonNode, name: str) -> bool:
    return node.name == name and len(node.path) > 1 and isinstance(node.path[-1], int)


def _is_offer(node: JsonNode) -> bool:
    """Whether it is an offer, which has a state where a contract has a status."""
    if _OFFER & node.keys or _is_item_of(node, "offers"):
        return True
    has_state = {"state", "title"} <= node.keys and "status" not in node.keys
    return has_state and any(isinstance(step, str) and "offer" in step.lower() for step in node.path)


def _is_contract(node: JsonNode) -> bool:
    keys = node.keys
    if not ("id" in keys or "contractId" in keys) or _OTHERS & set(node.path):
        return False
    if _is_item_of(node, "contracts"):
        return True
    if node.name in {"contract", "contractDetails"}:
        return bool((_CONTRACT | {"title", "status"}) & keys)  # more than a mention of it
    is_named = "status" in keys or ("title" in keys and "state" not in keys)
    return bool(_CONTRACT & keys) and is_named and not is_elsewhere(node)


def _is_own(node: JsonNode) -> bool:
    return not _OTHERS & set(node.path) and not any(isinstance(step, int) for step in node.path[1:])
