"""Which contracts are one, by number, by client and title, by title alone, and by client alone."""

from collections.abc import Iterable, Sequence

from advisor.upwork.exports.candidates import Cluster
from advisor.upwork.exports.linkage_notes import DOUBTFUL
from advisor.upwork.exports.model import Export, StateContract
from advisor.upwork.exports.record_linkage import link_records
from tests.upwork.exports.pieces import API, HISTORY, REPORT, WEEKLY, candidates, contract, export


def joined(*exports: Export, listed: Iterable[StateContract] = ()) -> list[str]:
    """Groups as "state: file number|client|title + file ...", then what unplaced and why, then notes."""
    clusters, notes = link_records(candidates(*exports), listed)
    placed = [_line(cluster) for cluster in clusters if not cluster.why]
    unplaced = [f"? {_parts(cluster)}: {cluster.why}" for cluster in clusters if cluster.why]
    return sorted(placed) + unplaced + [f"! {note.text}" for note in notes]


def _line(cluster: Cluster) -> str:
    return f"{cluster.listed.id}: {_parts(cluster)}" if cluster.listed else _parts(cluster)


def _parts(cluster: Cluster) -> str:
    keys = [(member.file, member.contract.key) for member in cluster.members]
    return " + ".join(f"{file} {key.id}|{key.client}|{key.title}" for file, key in keys)


def weekly(*keys: str) -> Export:
    return export("w", WEEKLY, *(contract(key) for key in keys))


def report(*keys: str) -> Export:
    return export("t", REPORT, *(contract(key, days="739920 100") for key in keys))


def api(*keys: str) -> Export:
    return export("a", API, *(contract(key) for key in keys))


def history(*started: tuple[str, str]) -> Export:
    contracts = [contract(key, facts=f"started {day}" if day else "") for key, day in started]
    return export("h", HISTORY, *contracts)


def state(*lines: str) -> list[StateContract]:
    """Contracts of a state by "id | client | its name | title | number | number of the client"."""
    contracts = []
    for line in lines:
        own, client, name, title, number, clients, *_ = *map(str.strip, line.split("|")), *[""] * 6
        contracts.append(StateContract(own, client, name, title, number, clients))
    return contracts


def test_a_number_goes_before_names() -> None:
    clusters = joined(weekly("5||Menu"), api("5|ACME|The menu", "6|ACME|Menu"), listed=state("c-1||||5", "6"))

    assert clusters == ["6: a 6|ACME|Menu", "c-1: a 5|ACME|The menu + w 5||Menu"]


def test_a_number_that_was_noted_goes_before_an_id_that_looks_like_one() -> None:
    assert joined(weekly("5||Menu"), listed=state("5", "c-1||||5")) == ["c-1: w 5||Menu"]
    assert joined(weekly("5||Menu"), listed=state("5||||6")) == ["w 5||Menu"]


def test_one_client_and_one_title_are_one_contract_however_they_are_spelt() -> None:
    clusters = joined(
        report("|Café ﬁne|MENU  card", "|ACME|Menu card"),
        api("5|CAFÉ FINE|Menu card"),
        listed=state("c-1|acme|acme |menu card"),
    )

    assert clusters == ["a 5|CAFÉ FINE|Menu card + t |Café ﬁne|MENU  card", "c-1: t |ACME|Menu card"]
    assert joined(report("|ACME|C++"), api("5|ACME|C")) == ["a 5|ACME|C", "t |ACME|C++"]


def test_a_clients_number_joins_its_names() -> None:
    clusters = joined(report("|ACME|Menu"), api("5|ACME|Logo|881"), history(("||Menu|881", "2026-01-01")))

    assert clusters == ["a 5|ACME|Logo", "h ||Menu + t |ACME|Menu"]


def test_two_clients_of_one_name_stay_two() -> None:
    clusters = joined(
        report("|John|Menu", "|John|Logo"), api("5|John|Menu|881", "6|John|Menu|882", "7|John|Logo|882")
    )

    assert clusters == [
        "a 5|John|Menu",
        "a 6|John|Menu",
        "a 7|John|Logo + t |John|Logo",
        '? t |John|Menu: "Menu" of John fits 2 contracts: 5 and 6.',
    ]


def test_a_client_is_found_by_its_number_and_by_all_its_names_in_the_state() -> None:
    listed = [
        StateContract("c-1", "bob", "Bob from ACME", "Menu", noted_clients=("ACME",)),
        StateContract("c-2", "eve", "Eve", "My logo", client_platform_id="7", noted_titles=("Logo",)),
        StateContract("c-3", "Ann", title="Text"),
    ]

    clusters = joined(
        report("|ACME|Menu", "|Eve|Logo", "|ann|Text"), history(("||Logo|7", "")), listed=listed
    )

    assert clusters == ["c-1: t |ACME|Menu", "c-2: h ||Logo + t |Eve|Logo", "c-3: t |ann|Text"]


def test_a_title_alone_joins_where_it_leaves_no_choice() -> None:
    clusters = joined(
        weekly("5||Menu", "6||Logo"),
        report("|ACME|Menu", "|ACME|Text"),
        listed=state("c-1|||menu", "c-2|||logo"),
    )

    assert clusters == [
        "c-1: w 5||Menu + t |ACME|Menu",
        "c-2: w 6||Logo",
        "t |ACME|Text",
        '! 2 contracts are joined by their title alone: "Logo" (6) and "Menu" of ACME (5).',
    ]


def test_a_contract_with_a_new_title_is_one_under_both() -> None:
    clusters = joined(weekly("5||Menu", "5||Menu card"), report("|ACME|Menu", "|ACME|Menu card"))

    assert clusters == [
        "w 5||Menu + w 5||Menu card + t |ACME|Menu + t |ACME|Menu card",
        '! 1 contract is joined by its title alone: "Menu" of ACME (5).',
    ]


def test_a_title_alone_does_not_join_where_two_could_be_meant() -> None:
    assert joined(weekly("5||Menu", "6||Menu"), report("|ACME|Menu")) == [
        "w 5||Menu",
        "w 6||Menu",
        f"? t |ACME|Menu: {DOUBTFUL}",
    ]
    assert joined(weekly("5||Menu"), report("|ACME|Menu", "|Bob|Menu")) == [
        "w 5||Menu",
        f"? t |ACME|Menu: {DOUBTFUL}",
        f"? t |Bob|Menu: {DOUBTFUL}",
    ]


def test_what_may_be_a_contract_of_the_state_is_no_second_one() -> None:
    imported = [StateContract(name, name, name, "Menu", noted_titles=("Menu",)) for name in ("ACME", "Bob")]
    written = [StateContract(name, name, name, "Menu") for name in ("ACME", "Bob")]
    bare = [StateContract("c-1", title="Menu"), StateContract("c-2", title="Menu")]

    assert joined(weekly("5||Menu"), listed=imported) == [f"? w 5||Menu: {DOUBTFUL}"]
    assert joined(report("|ACME|Menu"), listed=bare) == [f"? t |ACME|Menu: {DOUBTFUL}"]
    assert joined(weekly("5||Menu"), listed=written) == [
        "w 5||Menu",
        "! Not joined, as a title alone does not tell which of them are one: "
        '"Menu" (5), "Menu" of ACME and "Menu" of Bob.',
    ]


def test_numbers_that_differ_need_no_word() -> None:
    assert joined(weekly("5||Menu"), api("6|ACME|Menu")) == ["a 6|ACME|Menu", "w 5||Menu"]


def test_what_has_neither_number_nor_client_goes_to_the_only_contract_of_its_title() -> None:
    assert joined(weekly("||Menu"), api("5|ACME|Menu")) == [
        "a 5|ACME|Menu + w ||Menu",
        '! 1 contract is joined by its title alone: "Menu" of ACME (5).',
    ]
    assert joined(weekly("||Menu"), api("5|ACME|Menu", "6|Bob|Menu")) == [
        "a 5|ACME|Menu",
        "a 6|Bob|Menu",
        '? w ||Menu: "Menu" fits 2 contracts: 5 and 6.',
    ]
    assert joined(weekly("||Menu")) == ["w ||Menu"]


def test_of_contracts_of_two_clients_that_the_dates_leave_one_of_it_goes_to_that() -> None:
    started_later = export("a", API, contract("5|Bob|Menu|8", facts="started 2027-06-01"))
    unpaid = export("o", REPORT, contract("|ACME|Menu"))

    assert joined(started_later, unpaid, report("||Menu")) == [
        "a 5|Bob|Menu",
        "o |ACME|Menu + t ||Menu",
        '! 1 contract is joined by its title alone: "Menu" of ACME.',
    ]


def test_one_title_of_two_clients_may_be_one_client_with_two_names() -> None:
    assert joined(api("5|ACME Inc.|Menu"), report("|ACME|Menu")) == [
        "a 5|ACME Inc.|Menu",
        "t |ACME|Menu",
        '! "Menu" of ACME Inc. and "Menu" of ACME are taken for two contracts, as their clients differ; '
        "if they are one, let the first's client have the second's name in the state.",
    ]


def test_a_client_known_by_number_and_one_known_by_name_may_be_one() -> None:
    entries = history(("7||Menu|88", ""))

    assert joined(entries, report("|ACME|Menu")) == [
        "h 7||Menu + t |ACME|Menu",
        '! 1 contract is joined by its title alone: "Menu" of ACME (7).',
    ]
    assert joined(entries, listed=state("c-1|acme|ACME|Menu")) == [
        "c-1: h 7||Menu",
        '! 1 contract is joined by its title alone: "Menu" of ACME (7).',
    ]


def test_a_number_that_has_a_name_is_no_other_client() -> None:
    clusters = joined(history(("7||Menu|88", "")), api("8|Bob|Logo|88"), report("|ACME|Menu"))

    assert clusters[:3] == ["a 8|Bob|Logo", "h 7||Menu", "t |ACME|Menu"]


def test_a_number_never_gets_two_names_by_titles() -> None:
    clusters = joined(history(("7||Menu|88", ""), ("8||Logo|88", "")), report("|ACME|Menu", "|Bob|Logo"))

    assert clusters[:4] == ["h 7||Menu", "h 8||Logo", "t |ACME|Menu", "t |Bob|Logo"]


def test_what_is_learnt_of_a_client_holds_for_its_other_contracts() -> None:
    jobs = history(("5||Menu|881", ""), ("6||Logo|881", ""), ("7||Logo|882", ""))

    assert joined(jobs, report("|ACME|Menu", "|ACME|Logo", "|ACME|")) == [
        "h 5||Menu + t |ACME|Menu",
        "h 6||Logo + t |ACME|Logo",
        "h 7||Logo",
        '? t |ACME|: The file names no contract, and ACME has 2: "Menu" of ACME (5) and "Logo" of ACME (6).',
        '! 1 contract is joined by its title alone: "Menu" of ACME (5).',
    ]


def test_the_states_own_id_of_a_client_is_no_name_of_a_number() -> None:
    listed = [StateContract("7", "client-88", "", "Menu", platform_id="7", client_platform_id="88")]

    assert joined(report("|ACME|Menu"), listed=listed)[0] == "7: t |ACME|Menu"


def test_rows_without_a_title_go_to_the_only_contract_of_their_client() -> None:
    assert joined(report("|ACME|"), listed=state("c-1|acme|ACME|Menu")) == [
        "c-1: t |ACME|",
        '! Rows that name no contract are put to the only one of their client: "Menu" of ACME.',
    ]
    assert joined(report("|ACME|", "|Bob|", "||"), api("5|ACME|Menu", "6|ACME|Logo")) == [
        "a 5|ACME|Menu",
        "a 6|ACME|Logo",
        "? t ||: The file names neither a contract nor a client.",
        '? t |ACME|: The file names no contract, and ACME has 2: "Menu" of ACME (5) and "Logo" of ACME (6).',
        "? t |Bob|: The file names no contract, and none of Bob is known.",
    ]


def test_a_contract_that_fits_two_numbers_is_put_to_neither() -> None:
    clusters = joined(
        report("|ACME|Menu"), api("5|ACME|Menu", "6|ACME|Menu"), listed=state("c-1|acme|ACME|Menu")
    )

    assert clusters == [
        "a 5|ACME|Menu",
        "a 6|ACME|Menu",
        '? t |ACME|Menu: "Menu" of ACME fits 3 contracts: 5, 6 and c-1 of the state.',
        '! Contract c-1 of the state is left as it is: "Menu" of ACME may be 5 and 6 in the exports.',
    ]


def test_a_number_fits_no_two_contracts_of_the_state() -> None:
    listed = state("c-1|acme|ACME|Menu", "c-2|acme|ACME|Menu")

    assert joined(api("5|ACME|Menu"), listed=listed) == [
        "a 5|ACME|Menu",
        '! Contract c-1 of the state is left as it is: "Menu" of ACME may be 5 in the exports.',
        '! Contract c-2 of the state is left as it is: "Menu" of ACME may be 5 in the exports.',
    ]


def test_one_client_and_title_on_two_starts_are_two_contracts() -> None:
    twice = history(("|ACME|Menu", "2026-01-01"), ("|ACME|Menu", "2026-06-01"))
    numbered = export("a", API, contract("5|ACME|Menu", facts="started 2026-06-02"))
    alike = export("a", API, contract("5|ACME|Menu"))

    assert joined(twice) == ["h |ACME|Menu", "h |ACME|Menu"]
    assert joined(twice, numbered) == ["a 5|ACME|Menu + h |ACME|Menu", "h |ACME|Menu"]
    assert joined(twice, alike) == [
        "a 5|ACME|Menu",
        '? h |ACME|Menu: "Menu" of ACME fits 5, and so does another contract of that title.',
        '? h |ACME|Menu: "Menu" of ACME fits 5, and so does another contract of that title.',
    ]
    assert joined(twice, report("|ACME|Menu"))[2:] == [
        '? t |ACME|Menu: "Menu" of ACME fits 2 contracts: '
        "the one that started on 2026-01-01 and the one that started on 2026-06-01."
    ]


def test_an_equal_start_decides_between_two_numbers() -> None:
    first, second = (contract(f"{number}|ACME|Menu", facts=f"started 2026-01-0{number}") for number in (1, 2))
    clusters = joined(export("a", API, first, second), history(("|ACME|Menu", "2026-01-02")))

    assert clusters == ["a 1|ACME|Menu", "a 2|ACME|Menu + h |ACME|Menu"]


def test_a_long_list_is_cut() -> None:
    numbers: Sequence[str] = [f"{number}||T{number}" for number in range(10, 20)]
    clients = [f"|ACME|T{number}" for number in range(10, 20)]

    assert joined(weekly(*numbers), report(*clients))[-1] == (
        '! 10 contracts are joined by their title alone: "T10" of ACME (10), "T11" of ACME (11), '
        '"T12" of ACME (12), "T13" of ACME (13), "T14" of ACME (14) and 5 more.'
    )
