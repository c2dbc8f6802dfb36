"""Values of JSON as nodes."""

from advisor.upwork.exports.json_values import Findings, JsonNode


def test_nodes_know_their_place() -> None:
    file = Findings("x.json")
    top = JsonNode({"a": [{"b c": 1, "n": None}]}, (), file)
    inner = next(next(iter(top.children())).children())

    assert (top.place, inner.place, inner.name, inner.get("n", "b c")) == (
        "the file",
        "a[0]",
        "a",
        JsonNode(1, ("a", 0, "b c"), file),
    )
    assert inner.get("n", "b c").place == 'a[0]["b c"]'


def test_what_is_null_or_not_there_is_nothing() -> None:
    top = JsonNode({"n": None, "zero": 0}, (), Findings("x.json"))

    assert not top.get("n")
    assert not top.get("n").get("further")
    assert top.get("zero")
    assert (top.get("n").text(), top.get("n").day(), top.get("n").items()) == ("", None, [])
