"""`python -m bench.exports`: what reading exports costs by the number of rows, in time and memory."""

import random
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from bench.measure import Line, commands, options

ROWS = (1_000, 10_000, 100_000)
READ = "import sys; from advisor.upwork.exports.recognise import read_export; read_export(sys.argv[1])"
IMPORTS = "from advisor.upwork.exports import recognise, reports"
FIRST = date(2025, 1, 1)
CONTRACTS = 20  # days and contracts stay the same, as memory hangs on them and not on rows
DAYS = 500
REPORT = (
    "Date,Transaction ID,Transaction type,Transaction summary,Transaction summary details,Description 1,"
    "Description 2,Description 3,Agency team,Freelancer,Client team,Account name,PO,Ref ID,Amount $,"
    "Amount in local currency,Currency,Current balance $,Payment method\n"
)


def main() -> None:
    """Print the table."""
    rounds = options("exports", __doc__, rounds=5).parse_args().rounds
    lines: dict[str, Line] = {"": (["-c", IMPORTS], {})}
    with tempfile.TemporaryDirectory() as folder:
        for kind, lines_of in (("weekly summary", weekly), ("transaction report", report)):
            for count in ROWS:
                path = Path(folder, f"{kind} {count}")
                with path.open("w", encoding="utf-8") as file:
                    file.writelines(lines_of(count))
                lines[path.name] = (["-c", READ, str(path)], {})
        spent = commands(lines, rounds)
    base = spent.pop("")
    print(f"Medians of {rounds} interleaved runs, less what a process costs that reads nothing.\n")
    print(f"{'':24}{'rows':>8}{'ms':>8}{'us a row':>10}{'MiB more':>10}")
    for name, cost in spent.items():
        kind, size = name.rsplit(" ", 1)
        rows, taken = int(size), cost.milliseconds - base.milliseconds
        line = f"{kind:24}{rows:8,}{taken:8.0f}{taken * 1000 / rows:10.1f}"
        print(f"{line}{cost.peak - base.peak:10.1f}")


def weekly(rows: int) -> Iterator[str]:
    """The lines of a weekly summary with 20 contracts over 500 days, from a fixed seed."""
    chance = random.Random(rows)
    yield '"Date","Contract","Hours","Amount","Payment type"\n'
    for number in range(rows):
        contract = chance.randrange(CONTRACTS)
        pay = '"4.5","135",""' if contract % 2 else '"","1,250.75","Fixed Price Payment"'
        yield f'"{_day(number, rows)}","Contract {contract} ({35000000 + contract})",{pay}\n'


def report(rows: int) -> Iterator[str]:
    """The lines of a transaction report of the newest form; every other row is a fee."""
    chance = random.Random(rows)
    yield REPORT
    for number in range(rows):
        contract = chance.randrange(CONTRACTS)
        day = f"{_day(number, rows):%b %d, %Y}"
        kind, amount = ("Service fee", "-13.50") if number % 2 else ("Hourly", '"1,135.00"')
        yield (
            f'"{day}",T{number // 2},{kind},Contract {contract},"Earnings for Aug 31-Sep 6, 2026",,,,,Ada,'
            f'Client {contract % 5},,,R{number},{amount},,USD,"2,000.00",\n'
        )


def _day(number: int, rows: int) -> date:
    return FIRST + timedelta(days=number * DAYS // rows)


if __name__ == "__main__":
    main()
