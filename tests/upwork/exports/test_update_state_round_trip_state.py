"""All exports of a random freelancer, imported into a state: the facts are there, and nothing else."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.facts import State
from tests.exports.api_json import CONTRACTS, HISTORY, OFFERS, PROFILE, api_json
from tests.exports.csv_style import STYLES, Style
from tests.exports.examples import ADA, SHOP
from tests.exports.expected import badge, day_text, money_text, plain, same, score, true_facts
from tests.exports.freelancers import TODAY, freelancers
from tests.exports.history_json import history_json
from tests.exports.json_text import MANNERS, Manner
from tests.exports.ledger import between, ledger
from tests.exports.shelf import Files, assert_places, contracts_of, imported_from, values
from tests.exports.transaction_csv import Generation, Report, transaction_csv
from tests.exports.truth import Contract, Freelancer
from tests.exports.weekly_csv import weekly_csv
from tests.facts.shipped import builder

FEW = max(1, settings.get_profile("advisor").max_examples // 5)
NAMES = ("weekly.csv", "report.csv", "api.json", "history.json")
NEW = st.sampled_from([Generation.B1, Generation.B2, Generation.B3])


def shelf(
    truth: Freelancer,
    style: Style | None = None,
    manner: Manner | None = None,
    generation: Generation = Generation.B3,
) -> dict[str, bytes]:
    """One file of each kind, each over all of the time."""
    report = Report(ledger(truth, unknown=True), truth.name, generation)
    return {
        "weekly.csv": weekly_csv(truth, *truth.days, style),
        "report.csv": transaction_csv(report, style),
        "api.json": api_json(truth, (CONTRACTS, HISTORY, PROFILE, OFFERS), manner),
        "history.json": history_json(truth, manner, stats=True),
    }


@settings(max_examples=FEW)
@given(freelancers(), STYLES, MANNERS, NEW)
def test_all_exports_give_all_facts(
    truth: Freelancer, style: Style, manner: Manner, generation: Generation
) -> None:
    files = shelf(truth, style, manner, generation)
    text, account = imported_from(files)
    assert ([conflict.path for conflict in account.conflicts], account.unplaced, account.lacking) == (
        [],
        (),
        (),
    )
    found = {contract["id"]: contract for contract in contracts_of(text)}
    assert set(found) == {contract.id for contract in truth.contracts}
    for contract in truth.contracts:
        assert_facts(found[contract.id], contract)
    profile = values(text).get("profile", {})
    assert profile.get("job_success") == score(truth)
    assert profile.get("completed_jobs") == str(truth.jobs)
    assert profile.get("badge", "none") in (badge(truth) or "none", "none")
    assert_places(text, files)
    rows = builder().build(State.parse(text, "s"), None, TODAY).rows["contract"]
    assert len(rows) == len(truth.contracts)


def all_facts(contract: Contract) -> dict[str, str]:
    """What exports over all of the time tell together."""
    facts = {"id": contract.id, **true_facts(contract)}
    if contract.hourly or not contract.milestones:
        del facts["escrow"]
    paid = [payment.day for payment in contract.payments]
    moved = [*paid, *(entry.day for entry in contract.work)]
    moved += [milestone.submitted for milestone in contract.milestones if milestone.submitted is not None]
    if paid:
        facts["last_payment"] = day_text(max(paid))
    if moved:
        facts["last_activity"] = day_text(max(moved))
    if contract.refunds:
        facts["refunded"] = money_text(contract.returned)
    return facts


def assert_facts(row: dict[str, str], contract: Contract) -> None:
    """The row holds what is so, and nothing else."""
    expected = all_facts(contract)
    optional = {"milestone_due", "last_milestone", "escrow"}
    assert set(expected) - optional <= set(row)
    assert plain(row["title"]) == plain(contract.title)
    assert plain(row["client"]) == plain(contract.client.name)
    for field in set(row) - {"title", "client", "last_milestone"}:
        assert field in expected, (field, row[field])
        assert same(row[field], expected[field]), (field, row[field], expected[field])


@settings(max_examples=FEW)
@given(freelancers(), st.sets(st.sampled_from(NAMES), min_size=1).map(sorted), STYLES)
def test_some_exports_give_only_what_is_so(truth: Freelancer, names: list[str], style: Style) -> None:
    files = {name: content for name, content in shelf(truth, style).items() if name in names}
    text, account = imported_from(files)
    assert ([conflict.path for conflict in account.conflicts], account.unplaced) == ([], ())
    rows = contracts_of(text)
    by_title = {plain(contract.title): contract for contract in truth.contracts}
    titles = [plain(row["title"]) for row in rows]
    assert sorted(set(titles)) == sorted(titles)
    for row in rows:
        contract = by_title[plain(row["title"])]
        so = all_facts(contract)
        for field in set(row) - {"id", "title", "client", "last_milestone"}:
            assert field in so, (field, row[field])
            if field == "earned":
                assert float(row[field]) <= float(so[field])
            elif field in ("last_payment", "last_activity"):
                assert row[field] <= so[field]
            else:
                assert same(row[field], so[field]), (field, row[field], so[field])
    assert_places(text, files)


@settings(max_examples=FEW)
@given(freelancers(one_title_once=False), st.permutations(NAMES), st.sampled_from(Generation))
def test_the_order_of_files_changes_nothing_nor_does_importing_again(
    truth: Freelancer, order: list[str], generation: Generation
) -> None:
    files = shelf(truth, generation=generation)
    text, account = imported_from(files)
    again, after = imported_from({name: files[name] for name in order})
    assert (again, after) == (text, account)
    once_more, _ = imported_from(files, text)
    assert once_more == text


@settings(max_examples=FEW)
@given(freelancers(), st.integers(0, 100), st.integers(0, 30))
def test_reports_in_parts_that_overlap_say_what_one_report_says(
    truth: Freelancer, part: int, shared: int
) -> None:
    first, last = truth.days
    until = first + (last - first) * part // 100
    since = max(first, until + 1 - shared)
    whole = csv_files(truth, ((first, last),))
    parts = csv_files(truth, ((first, until), (since, last)))
    assert contracts_of(imported_from(parts)[0]) == contracts_of(imported_from(whole)[0])


@settings(max_examples=FEW)
@given(freelancers(), st.integers(0, 100), st.sampled_from(["weekly", "report"]))
def test_a_report_of_the_days_that_follow_adds_to_what_is_there(
    truth: Freelancer, part: int, kind: str
) -> None:
    first, last = truth.days
    until = first + (last - first) * part // 100
    parts = csv_files(truth, ((first, until), (until + 1, last)))
    text, _ = imported_from({f"{kind}-0.csv": parts[f"{kind}-0.csv"]})
    text, _ = imported_from({f"{kind}-1.csv": parts[f"{kind}-1.csv"]}, text)
    whole = csv_files(truth, ((first, last),))
    expected, _ = imported_from({f"{kind}-0.csv": whole[f"{kind}-0.csv"]})
    assert by_title(text) == by_title(expected)


def test_a_title_that_a_state_cannot_hold_as_it_is_is_found_again() -> None:
    truth = replace(ADA, contracts=(replace(SHOP, title="\x1b[31mred\x1b[0m"),))
    files = csv_files(truth, (truth.days,))
    text, _ = imported_from({"report-0.csv": files["report-0.csv"]})
    assert [contract["title"] for contract in contracts_of(text)] == ["[31mred [0m"]
    assert imported_from({"report-0.csv": files["report-0.csv"]}, text)[0] == text


@settings(max_examples=FEW)
@given(freelancers(), st.lists(st.sampled_from(NAMES[:2]), min_size=2, max_size=4), st.data())
def test_no_row_of_imports_one_after_the_other_counts_twice(
    truth: Freelancer, names: list[str], data: st.DataObject
) -> None:
    first, last = truth.days
    text = ""
    for number, name in enumerate(names):
        days = sorted(data.draw(st.tuples(st.integers(first, last), st.integers(first, last))))
        files = csv_files(truth, ((days[0], days[1]),))
        text, _ = imported_from({f"{number}-{name}": files[name.replace(".csv", "-0.csv")]}, text)
    paid = {plain(contract.title): contract for contract in truth.contracts}
    for row in contracts_of(text):
        contract = paid[plain(row["title"])]
        assert float(row.get("earned", 0)) <= contract.charged / 100
        assert float(row.get("refunded", 0)) <= contract.returned / 100


def csv_files(truth: Freelancer, periods: tuple[tuple[int, int], ...]) -> Files:
    """A weekly summary and a transaction report for each of the periods."""
    files = {}
    for number, period in enumerate(periods):
        report = Report(between(ledger(truth), *period), truth.name, Generation.B3)
        files[f"weekly-{number}.csv"] = weekly_csv(truth, *period)
        files[f"report-{number}.csv"] = transaction_csv(report)
    return files


def by_title(text: str) -> dict[str, dict[str, str]]:
    """The contracts of a state by title, without the ids that hang on which file came first.

    What a later file has made null is as unknown as what is not there.
    """
    return {
        contract["title"]: {key: value for key, value in contract.items() if key != "id" and value != "null"}
        for contract in contracts_of(text)
    }
