from advisor.source.diagnostic import Location


def test_a_location_reads_as_editors_link_it() -> None:
    assert str(Location("rules/a.yaml", 3, 14)) == "rules/a.yaml:3:14"


def test_locations_sort_by_file_then_line_then_column() -> None:
    places = [Location("b", 1, 1), Location("a", 10, 1), Location("a", 2, 5), Location("a", 2, 1)]

    assert sorted(places) == [places[3], places[2], places[1], places[0]]
