"""Money of the platform's API by the day: its history of transactions, and its reports of hours.

| a row of transactionHistory | is read as one of a transaction report without titles |
|---|---|
| accountingSubtype, type | the type of the row |
| transactionCreationDate, fullyPaidDate | its day |
| transactionAmount, amountCreditedToUser | its amount |
| assignmentDeveloperName | the freelancer, where there are several |
| assignmentCompanyName | the client; assignmentTeamCompanyId may be anybody's, and is passed over |
| relatedAssignment | the number of the contract, where one has it |

| a day of contractTimeReport | is read as a row of a weekly summary |
|---|---|
| dateWorkedOn, totalHoursWorked, totalCharges | its day, hours and amount |
| contract | the contract, of which more may be told; without one the sum is told, and put to none |
"""

from operator import attrgetter

from advisor.upwork.exports.json_values import JsonNode
from advisor.upwork.exports.model import Export, ExportKind, Key, Note
from advisor.upwork.exports.tallies import Ledger
from advisor.upwork.exports.transaction_types import PAYMENTS, RETURNS, Sense, sense_of

_HOURS = 100_000
_NO_TYPE = "(no type)"
_PARTS = attrgetter("id", "client", "title", "client_id", "freelancer", "assignment")


class ApiLedger(Ledger):
    """The entries of one kind so far, which are numbered, and known by their paths."""

    def __init__(self) -> None:
        super().__init__()
        self._records: set[str] = set()

    def add_entry(self, node: JsonNode) -> None:
        """Take in an entry of the history of transactions."""
        self.rows += 1
        name = node.text("accountingSubtype", "type") or _NO_TYPE
        sense = sense_of(name)
        on = node.day("transactionCreationDate", "fullyPaidDate")
        cents = node.money("transactionAmount", "amountCreditedToUser", signed=True)
        record = node.id("recordId")
        client, number = node.text("assignmentCompanyName"), node.id("relatedAssignment")
        freelancer = node.text("assignmentDeveloperName").casefold()
        self.freelancers |= {freelancer} - {""}
        if record and record in self._records:
            one, many = "A transaction repeats an earlier one", "{count} transactions repeat earlier ones"
            return node.note(f"[{one} and is|{many} and are] not counted.")
        self._records.add(record)
        self.types.add(name, sense, cents or 0)
        if on is None or cents is None:
            return node.note("[A transaction|{count} transactions] without day or amount [is|are] left out.")
        self.days.add(on)
        if sense in RETURNS and cents > 0:
            return node.note("[A refund is|{count} refunds are] above 0 and [is|are] not counted.")
        if sense in PAYMENTS or sense in RETURNS:
            self.places[self.rows] = node.place
            self.add_transaction(("", client, "", "", freelancer, number), sense, on, cents, self.rows)
        return None

    def add_day_of_work(self, node: JsonNode, key: Key) -> None:
        self.rows += 1
        on = node.day("dateWorkedOn")
        worked = node.number("totalHoursWorked", low=-_HOURS, high=_HOURS, expected="a number of hours")
        cents = node.money("totalCharges", signed=True) or 0
        if on is None or (worked == 0 and not cents):
            return  # no day of work
        self.days.add(on)
        self.places[self.rows] = node.place
        minutes = 1 if worked is None else int(worked * 60)
        self.rows_of(_PARTS(key)).add(Sense.HOURLY, on, cents, self.rows, minutes)

    def exports(self, file: str, kind: ExportKind) -> list[Export]:
        """What the entries are as an export of their own; none where there are none."""
        contracts = tuple(self.kept(file, self.contracts.items()))
        notes = self.types.notes()
        if len(self.freelancers) > 1:
            notes.append(Note(f"There are rows of {len(self.freelancers):,} freelancers, who stay apart."))
        if self.is_of_client:
            notes.append(Note("All payments are below 0, as in the report of a client: none is counted."))
        return [self.export(file, kind, contracts, notes)] if self.rows else []
