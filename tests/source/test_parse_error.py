import pytest

from advisor.source.reader import parse_tree

ALL_IN_QUOTES = "put the whole text in double quotes"
SAME_COLUMN = "start the keys of one mapping in the same column"
NO_SPACE = "found 'a:b' without a space after the colon"
NOT_ESCAPED = "write \\xNN, \\uNNNN or \\UNNNNNNNN; double a backslash that is meant as such"

SLIPS = [
    ("\ta: 1\n", 1, 1, "found a tab in the indentation; spaces were expected", "indent by spaces"),
    ("a:\n  - x\n\t- y\n", 3, 1, "found a tab in the indentation; spaces were expected", "indent by spaces"),
    ('a: "x\nb: 2\n', 1, 4, 'the text opened by " is not closed', 'add the closing "'),
    ("a: 'x\nb: 2\n", 1, 4, "the text opened by ' is not closed", "add the closing '"),
    (
        "a: [1, 2\nb: 3\n",
        1,
        4,
        "the [ is not closed",
        'add the closing ]; put text that starts with "[" in quotes',
    ),
    (
        "a: {x: 1\nb: 3\n",
        1,
        4,
        "the { is not closed",
        'add the closing }; put text that starts with "{" in quotes',
    ),
    ("a:b\nc: d\n", 1, 2, NO_SPACE, "write 'a: b'"),
    ("x: 1\na:b\n", 2, 2, NO_SPACE, "write 'a: b'"),
    (
        "a: @x",
        1,
        4,
        'found "@" at the start of a text without quotes, where YAML reserves it',
        ALL_IN_QUOTES,
    ),
    (
        "a: `x`",
        1,
        4,
        'found "`" at the start of a text without quotes, where YAML reserves it',
        ALL_IN_QUOTES,
    ),
    (
        "- because: {client.name} is unhappy",
        1,
        12,
        "found a text that starts with {client.name} and has no quotes, which YAML reads as a mapping",
        ALL_IN_QUOTES,
    ),
    ("- because: note: this", 1, 16, 'found a second ": " in a text without quotes', ALL_IN_QUOTES),
    (
        "a: >= 2\n",
        1,
        4,
        "found '>= 2' without quotes, which YAML reads as the start of a long text",
        'put it in quotes: ">= 2"',
    ),
    (
        "a: [80..90)\nb: 1",
        1,
        4,
        "found an interval without quotes, which YAML reads as a list",
        'write "[80..90)"',
    ),
    (
        "a: - b",
        1,
        4,
        'found a list item "- " where text was expected',
        "start the list on the next line, or write it as [a, b]",
    ),
    (
        'a: "it"s"',
        1,
        8,
        "found 's\"' after the closing quote",
        "inside a text in quotes use the other kind of quotes, or look for an open quote above",
    ),
    ("a: [b] c", 1, 8, "found 'c' after the closing ]", ALL_IN_QUOTES),
    (
        "a: 1\n b: 2\n",
        2,
        2,
        "found the key 'b' deeper than the value above it",
        f'{SAME_COLUMN}; put text that holds ": " in quotes',
    ),
    ("a:\n  b: 1\n c: 2\n", 3, 2, "found 'c: 2' where a key was expected in column 1", SAME_COLUMN),
    (
        "a: 1\n- b\n",
        2,
        1,
        "found a list item where a key was expected in column 1",
        "indent the list below its key",
    ),
    (
        "- a\nb: 1\n",
        2,
        1,
        "found 'b: 1' where a list item was expected (\"- \" in column 1)",
        "indent the line to belong to the item above, or add a dash",
    ),
    ('- "a"\n-b\n', 2, 1, "found '-b' without a space after the dash", "write '- b'"),
    (
        "a: 1\nfoo\n",
        2,
        1,
        "found 'foo' where a \"key: value\" was expected",
        "add the colon, or indent the line to continue the text above",
    ),
    ("a: *x*", 1, 4, 'found a text that starts with "*" and has no quotes', ALL_IN_QUOTES),
    ("a: & b", 1, 4, 'found a text that starts with "&" and has no quotes', ALL_IN_QUOTES),
    (
        'a: "\\d"',
        1,
        5,
        "found \\d in double quotes, which is no escape of YAML",
        "write \\\\, or use single quotes",
    ),
    ('a: "\\u12"', 1, 5, "found \\u without its hexadecimal digits", NOT_ESCAPED),
    ('a: "\\Uffffffff"', 1, 5, "found \\Uffffffff, which names no character", "write the character itself"),
    (
        "%x\n",
        1,
        1,
        'found a directive ("%"), which is not read here',
        'delete the line, or put text that starts with "%" in quotes',
    ),
    (
        '{"a":1}}',
        1,
        8,
        "found '}' after the end of the file's value",
        "a file is one mapping; look for a bracket or quote too many",
    ),
    ("{a: b,, c}", 1, 7, "found ', c}' where a value was expected", "add the value, or use quotes"),
    (
        '{\n  "a": 1\n  "b": 2\n}',
        3,
        6,
        'found \': 2\' where "," or "}" was expected (the { stands on line 1)',
        "add the comma between the two",
    ),
    (
        '{"a": [1, 2',
        1,
        7,
        "the [ is not closed",
        'add the closing ]; put text that starts with "[" in quotes',
    ),
    (
        'a: "x\n--- y"',
        2,
        1,
        "found --- or ... inside a text in quotes",
        "close the text first, or indent the line",
    ),
]


@pytest.mark.parametrize(("text", "line", "column", "message", "hint"), SLIPS)
def test_a_slip_is_named_where_it_stands(text: str, line: int, column: int, message: str, hint: str) -> None:
    node, problems = parse_tree(text, "f")

    assert node is None
    assert [str(problem) for problem in problems] == [
        f"f:{line}:{column}: error[yaml-syntax]: {message}\n    hint: {hint}"
    ]


@pytest.mark.parametrize("text", ["a: !x!y z", "a: !<foo z"])
def test_a_broken_tag_is_a_tag(text: str) -> None:
    assert [str(problem) for problem in parse_tree(text, "f")[1]] == [
        "f:1:4: error[yaml-tag]: found a tag that cannot be read; tags are not read here"
        '\n    hint: delete it, or put text that starts with "!" in quotes'
    ]
