import ast
import pickle
from pathlib import Path

import advisor.source
from advisor.source.codes import CODES
from advisor.source.diagnostic import Diagnostic, Location, Severity, shortened, suggest, suggest_key
from advisor.source.errors import AdvisorError, PlaybookError, SourceError

PLACE = Location("a.yaml", 2, 3)


def test_a_diagnostic_reads_as_place_severity_code_message_and_hint() -> None:
    with_hint = Diagnostic("yaml-tag", PLACE, "found a tag", "delete it")
    without = Diagnostic("yaml-tag", PLACE, "found a tag", severity=Severity.WARNING)

    assert str(with_hint) == "a.yaml:2:3: error[yaml-tag]: found a tag\n    hint: delete it"
    assert str(without) == "a.yaml:2:3: warning[yaml-tag]: found a tag"


def test_diagnostics_sort_by_place_then_code_then_message() -> None:
    later = Diagnostic("a", Location("a.yaml", 3, 1), "a")
    code = Diagnostic("b", PLACE, "a")
    message = Diagnostic("a", PLACE, "b")
    first = Diagnostic("a", PLACE, "a")

    assert sorted([later, code, message, first]) == [first, message, code, later]


def test_a_long_text_ends_in_dots_within_its_limit() -> None:
    assert shortened("twelve signs", 12) == "twelve signs"
    assert shortened("thirteen signs", 12) == "thirteen ..."
    assert shortened("thirteen signs", 12, tight=True) == "thirteen..."


def test_suggest_names_the_nearest_word_or_nothing() -> None:
    assert suggest("statsu", ["status", "started"]) == 'did you mean "status"?'
    assert suggest("Status", iter(["status"])) == 'did you mean "status"?'
    assert suggest("zebra", ["status", "started"]) == ""
    assert suggest("x" * 1_000_000, ["x" * 999_999]) == ""


def test_a_key_that_a_comma_cut_off_an_amount_is_known_for_it() -> None:
    quoted = 'put an amount with a comma in quotes here: "1,000"'

    assert [suggest_key(word, ["status"]) for word in ("000", "200.50")] == [quoted, quoted]
    assert [suggest_key(word, ["status"]) for word in ("00", "2000", "000.505", "١٢٣", "0x0")] == [""] * 5
    assert suggest_key("statsu", ["status"]) == 'did you mean "status"?'


def test_an_error_carries_its_diagnostics_and_joins_them() -> None:
    error = PlaybookError([Diagnostic("a", PLACE, "one"), Diagnostic("b", PLACE, "two", "try")])

    assert isinstance(error, SourceError)
    assert isinstance(error, AdvisorError)
    assert str(error) == "a.yaml:2:3: error[a]: one\na.yaml:2:3: error[b]: two\n    hint: try"
    assert pickle.loads(pickle.dumps(error)).diagnostics == error.diagnostics


def test_the_registry_holds_exactly_the_codes_that_the_room_uses() -> None:
    folder = Path(str(advisor.source.__file__)).parent
    prefixes = ("file-", "yaml-", "value-")
    used = {
        node.value
        for path in folder.glob("*.py")
        if path.name != "codes.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith(prefixes)
    }

    assert used == set(CODES)
