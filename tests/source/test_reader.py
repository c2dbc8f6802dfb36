import pytest

from advisor.source.diagnostic import Location
from advisor.source.reader import parse_tree
from advisor.source.tree import Entry, Mapping, Scalar, Sequence
from tests.source.reading import problems_in, text_at


def test_every_node_knows_its_place() -> None:
    node, problems = parse_tree('a:\n  - x\n  - "y"\nb: {c: 1}\n', "f")

    assert problems == []
    assert repr(node) == repr(
        Mapping(
            (
                Entry(
                    Scalar("a", False, Location("f", 1, 1)),
                    Sequence(
                        (
                            Scalar("x", False, Location("f", 2, 5)),
                            Scalar("y", True, Location("f", 3, 5)),
                        ),
                        Location("f", 2, 3),
                    ),
                ),
                Entry(
                    Scalar("b", False, Location("f", 4, 1)),
                    Mapping(
                        (
                            Entry(
                                Scalar("c", False, Location("f", 4, 5)),
                                Scalar("1", False, Location("f", 4, 8)),
                            ),
                        ),
                        Location("f", 4, 4),
                    ),
                ),
            ),
            Location("f", 1, 1),
        )
    )


@pytest.mark.parametrize("word", ["no", "on", "2026-05-01", "1_000", "0x10", "1e3", ".inf", "12:30", "~"])
def test_scalars_stay_text(word: str) -> None:
    assert parse_tree(word, "f") == (Scalar(word, False, Location("f", 1, 1)), [])


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# only a comment\n", "---\n", "---\n# nothing\n...\n", "\ufeff"]
)
def test_an_empty_text_is_no_tree_and_no_problem(text: str) -> None:
    assert parse_tree(text, "f") == (None, [])


def test_a_byte_order_mark_and_carriage_returns_move_nothing() -> None:
    assert text_at(1, 1, "\ufeffa: 1\r\nb: 2\r\n") == "a"
    assert text_at(2, 4, "\ufeffa: 1\r\nb: 2\r\n") == "2"


def test_a_key_that_stands_twice_is_reported_and_the_rest_is_read() -> None:
    node, problems = parse_tree('a: 1\nb: 2\n"a": 3\na: {b: 1}\n', "f")

    keep = (("a", "1"), ("b", "2"))
    place = Location("f", 1, 1)
    assert node == Mapping(
        tuple(Entry(Scalar(key, False, place), Scalar(value, False, place)) for key, value in keep), place
    )
    hint = "\n    hint: delete one of the two, or rename it"
    said_twice = 'error[yaml-duplicate-key]: the key "a" stands twice; the first is on line 1'
    assert [str(problem) for problem in problems] == [
        f"f:3:1: {said_twice}{hint}",
        f"f:4:1: {said_twice}{hint}",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a: !!python/object:os.system x",
            'f:1:4: error[yaml-tag]: found the tag "!!python/object:os.system"; tags are not read here'
            "\n    hint: delete the tag: how a value is read depends on its field",
        ),
        (
            "a: != mine",
            'f:1:4: error[yaml-tag]: found the tag "!="; tags are not read here'
            '\n    hint: put a test in quotes: "!= value"',
        ),
        (
            "- !important [x]",
            'f:1:3: error[yaml-tag]: found the tag "!important"; tags are not read here'
            '\n    hint: delete the tag, or put text that starts with "!" in quotes',
        ),
        (
            "a: >2\nb: 1",
            "f:1:4: error[yaml-syntax]: found >2 without quotes, "
            "which YAML reads as the start of a folded text"
            '\n    hint: put the test in quotes: ">2"',
        ),
        (
            '{"a": "x\\u0000"}',
            "f:1:7: error[file-character]: the text holds U+0000, a control character"
            "\n    hint: delete its escape",
        ),
    ],
)
def test_a_slip_that_leaves_the_tree_readable_is_reported_with_it(text: str, expected: str) -> None:
    node, problems = parse_tree(text, "f")

    assert node is not None
    assert [str(problem) for problem in problems] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a: 1\n---\nb: 1\n",
            "f:2:1: error[yaml-documents]: found a second document; a file holds one"
            '\n    hint: delete the line "---", or use two files',
        ),
        (
            "? [a]\n: b",
            "f:1:3: error[yaml-key]: found a list as a key; a key is plain text"
            '\n    hint: put text that starts with "{" or "[" in quotes',
        ),
        (
            "{{a: 1}: b}",
            "f:1:2: error[yaml-key]: found a mapping as a key; a key is plain text"
            '\n    hint: put text that starts with "{" or "[" in quotes',
        ),
        (
            "a: &x [1]\n*x : 2",
            "f:2:1: error[yaml-key]: found an alias of a mapping or list as a key; a key is plain text"
            "\n    hint: write the key out",
        ),
        (
            "a: &x {b: 1}\nc:\n  <<: *x",
            'f:3:3: error[yaml-key]: found the merge key "<<", which is not read here'
            "\n    hint: write the merged keys out",
        ),
        (
            "a: &base 1\nb: *bsae",
            'f:2:4: error[yaml-alias]: the alias "*bsae" names no anchor above it'
            '\n    hint: did you mean "base"?',
        ),
        (
            "a: *important",
            'f:1:4: error[yaml-alias]: the alias "*important" names no anchor above it'
            '\n    hint: put text that starts with "*" in quotes: "*important"',
        ),
        (
            "a: 1\nb: &x\n  - *x",
            'f:3:5: error[yaml-alias]: the alias "*x" stands inside the value that it names (line 2)'
            "\n    hint: write the value out",
        ),
        (
            "a\x00b",
            "f:1:2: error[file-character]: found U+0000, a control character"
            "\n    hint: delete it; is this a text file?",
        ),
        (
            "a: 1\nb: \u2028",
            "f:2:4: error[file-character]: found U+2028, an invisible line break"
            "\n    hint: delete it: editors do not show it",
        ),
        (
            "a: \ud83d",
            "f:1:4: error[file-character]: found U+D83D, half of a surrogate pair"
            "\n    hint: delete it: editors do not show it",
        ),
    ],
)
def test_what_has_no_place_here_is_refused(text: str, expected: str) -> None:
    assert problems_in(text) == [expected]


def test_all_problems_before_the_fatal_one_are_kept() -> None:
    assert [line.split(": ")[1] for line in problems_in("a: 1\na: !t 2\nb: [")] == [
        "error[yaml-duplicate-key]",
        "error[yaml-tag]",
        "error[yaml-syntax]",
    ]


def test_an_alias_shares_its_node() -> None:
    node, problems = parse_tree("a: &x [1]\nb: *x\n&k c: &k d\n*k : e", "f")

    assert problems == []
    assert isinstance(node, Mapping)
    assert node.get("b") is node.get("a")
    assert node.get("d") == Scalar("e", False, Location("f", 4, 6))


def test_billion_laughs_are_not_told() -> None:
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]

    assert problems_in("\n".join(lines)) == [
        "f:5:45: error[yaml-alias]: aliases repeat more than 100,000 values"
        "\n    hint: write the values out, or repeat less"
    ]


DEEP = (
    "error[yaml-depth]: values are nested more than 64 levels deep\n    hint: close brackets, or indent less"
)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[" * 100_000, "f:1:65"),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "f:1:321"),
        ("- " * 100_000, "f:1:129"),
        ("\n".join(" " * level + "a:" for level in range(1_000)), "f:65:65"),
        ("a0: &a0 [x]\n" + "\n".join(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 100)), "f:64:12"),
    ],
)
def test_deep_nesting_is_refused(text: str, place: str) -> None:
    assert problems_in(text) == [f"{place}: {DEEP}"]


def test_nesting_within_the_limit_is_read() -> None:
    node, problems = parse_tree("[" * 64 + "]" * 64, "f")

    assert isinstance(node, Sequence)
    assert problems == []


def test_a_text_with_too_many_values_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("advisor.source.builder.MAX_NODES", 2_000)

    assert problems_in("- a\n" * 2_000) == [
        "f:2000:3: error[yaml-size]: the file holds more than 2,000 values, the most that one file may hold"
        "\n    hint: split a playbook into several files; leave old work and old records out of a state"
    ]


def test_a_text_with_too_many_problems_is_given_up() -> None:
    problems = problems_in("a: 1\n" * 1000)

    assert len(problems) == 101
    assert problems[-1] == (
        "f:101:1: error[yaml-many]: more than 100 problems; the rest of the file was not read"
        "\n    hint: mend the first ones and try again"
    )
