"""JSON with more wrong values than anybody would read."""

import json

from tests.upwork.exports.json_answers import refused


def test_the_first_wrong_values_and_the_last_one_are_told_with_their_places() -> None:
    contracts = [{"id": {}, "title": "T"} for _ in range(500)]
    text = json.dumps({"data": {"contractList": {"contracts": contracts}}}, indent=0)

    told = refused(text).splitlines()

    assert told[0].startswith("x.json:6:7: error[export-cell]: data.contractList.contracts[0].id: an id")
    assert len(told) == 42
    assert told[40].startswith(f"x.json:{6 + 499 * 4}:7: error[export-many]: 480 more problems in this file")
