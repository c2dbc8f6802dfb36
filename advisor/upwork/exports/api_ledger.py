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

from dataclasses import replace

from advisor.facts.provenance import Origin
from advisor.upwork.exports.json_values import JsonNode
from advisor.upwork.exports.model import Contract, Export, ExportKind, Key, Note, with_days
from advisor.upwork.exports.tallies import ContractRows, TypeTally
from advisor.upwork.exports.transaction_types import PAYMENTS, RETURNS, Sense, sense_of

_HOURS = 100_000
_NO_TYPE = "(no type)"


class Ledger:
    """The rows of one kind so far; entries of a list are numbered, and known by their paths."""

    def __init__(self, short: str, kind: ExportKind) -> None:
        self.rows = 0
        self._short, self._kind = short, kind
        self._contracts: dict[Key, ContractRows] = {}
        self._types = TypeTally()
        self._places: dict[int, str] = {}
        self._days: set[int] = set()
        self._records: set[str] = set()
        self._freelancers: set[str] = set()
        self._signs: set[bool] = set()  # whether payments were above 0

    def add_transaction(self, node: JsonNode) -> None:
        self.rows += 1
        name = node.text("accountingSubtype", "type") or _NO_TYPE
        sense = sense_of(name)
        on = node.day("transactionCreationDate", "fullyPaidDate")
        cents = node.money("transactionAmount", "amountCreditedToUser", signed=True)
        record = node.id("recordId")
        client = node.text("assignmentCompanyName")
        assignment = node.id("relatedAssignment")
        freelancer = node.text("assignmentDeveloperName").casefold()
        self._freelancers |= {freelancer} - {""}
        if record and record in self._records:
            one, many = "A transaction repeats an earlier one", "{count} transactions repeat earlier ones"
            node.note(f"[{one} and is|{many} and are] not counted.")
            return
        self._records.add(record)
        self._types.add(name, sense, cents or 0)
        if on is None or cents is None:
            node.note(
                "[A transaction|{count} transactions] without day or amount [is|are] left out.",
            )
            return
        self._days.add(on)
        if sense in RETURNS and cents > 0:
            node.note("[A refund is|{count} refunds are] above 0 and [is|are] not counted.")
        elif sense in PAYMENTS or sense in RETURNS:
            if sense in PAYMENTS and cents:
                self._signs.add(cents > 0)
            rows = self._rows_of(Key(client=client, freelancer=freelancer, assignment=assignment), node)
            rows.add(sense, on, cents, self.rows)

    def add_day_of_work(self, node: JsonNode, key: Key) -> None:
        self.rows += 1
        on = node.day("dateWorkedOn")
        worked = node.number("totalHoursWorked", low=-_HOURS, high=_HOURS, expected="a number of hours")
        cents = node.money("totalCharges", signed=True) or 0
        if on is None or (worked == 0 and not cents):
            return  # no day of work
        self._days.add(on)
        minutes = 1 if worked is None else int(worked * 60)
        self._rows_of(key, node).add(Sense.HOURLY, on, cents, self.rows, minutes)

    def _rows_of(self, key: Key, node: JsonNode) -> ContractRows:
        self._places[self.rows] = node.place
        return self._contracts.setdefault(key, ContractRows())

    def export(self) -> Export | None:
        """What the rows are as an export of their own; None where there are none."""
        if not self.rows:
            return None
        notes = self._types.notes()
        contracts = tuple(self._contract(key, rows) for key, rows in self._by_freelancer().items())
        if len(self._freelancers) > 1:
            notes.append(Note(f"There are rows of {len(self._freelancers):,} freelancers, who stay apart."))
        if self._signs == {False}:
            contracts = ()
            notes.append(Note("All payments are below 0, as in the report of a client: none is counted."))
        first, last = min(self._days, default=None), max(self._days, default=None)
        file, types = self._short, self._types.types()
        return Export(file, self._kind, self.rows, (), contracts, tuple(notes), first, last, types)

    def _by_freelancer(self) -> dict[Key, ContractRows]:
        """The rows of each contract; who works on it tells nothing where one does all."""
        if len(self._freelancers) > 1:
            return self._contracts
        merged: dict[Key, ContractRows] = {}
        for key, rows in self._contracts.items():
            merged.setdefault(replace(key, freelancer=""), ContractRows()).absorb(rows)
        return merged

    def _contract(self, key: Key, rows: ContractRows) -> Contract:
        days = rows.contract(key, Origin(self._short, "")).days
        placed = tuple(replace(money, place=self._places[money.last_row or rows.last]) for money in days)
        return with_days(Contract(key, Origin(self._short, self._places[rows.last])), placed)
