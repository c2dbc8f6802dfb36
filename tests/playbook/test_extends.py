"""A playbook on top of another: what is read, in which order, and under which name."""

import sys
from pathlib import Path

import pytest

from advisor.playbook.extends import MOST
from advisor.playbook.load import load_playbook
from advisor.playbook.model import RuleBase
from advisor.playbook.playbook_places import Missing, place_of
from advisor.shipped import shipped_playbook
from tests.playbook.sound import SOUND, usable

RULE = """\
ruleset: {name}
rules:
  - {{id: {name}, for: contract, when: {{issues: {number}}}, forbid: check-in, because: "So", claims: D-1}}
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("sound/sound.yaml", SOUND.read_text(encoding="utf-8"))


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, encoding="utf-8")


def rule(name: str) -> str:
    """A rule set of one rule, which fires where no other does."""
    return RULE.format(name=name, number=sum(map(ord, name)))


def layer(name: str, extends: str = "", **more: str) -> None:
    head = f"playbook: {{name: {name.title()}, extends: {extends}}}\n" if extends else ""
    write(f"{name}/rules.yaml", head + rule(name))
    for file, text in more.items():
        write(f"{name}/{file}.yaml", text)


def load(*folders: str) -> RuleBase:
    return usable(load_playbook(folders))


def problems(*folders: str) -> str:
    return "".join(f"{problem}\n" for problem in load_playbook(folders).diagnostics)


def rules(playbook: RuleBase) -> list[str]:
    return [rule.id for rule in playbook.rules if rule.ruleset != "sound"]


def test_what_is_extended_is_read_as_if_it_were_named_before() -> None:
    layer("mine", "../sound")

    extending, named = load("mine"), load("sound", "mine")

    assert extending == named
    assert [rule.location.file for rule in extending.rules if rule.id == "gone-quiet"] == ["sound/sound.yaml"]
    assert extending.name == "Mine"


def test_a_playbook_may_be_named_from_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    layer("mine", "../sound")
    monkeypatch.chdir("mine")

    assert rules(load(".")) == ["mine"]
    assert rules(load("rules.yaml")) == ["mine"]


def test_a_link_to_a_folder_is_followed_as_the_system_does() -> None:
    layer("far/away/mine", "../base")
    write("far/away/base/sound.yaml", SOUND.read_text(encoding="utf-8"))
    write("far/away/mine/rules.yaml", "playbook: {extends: ../base}\n" + rule("mine"))
    Path("near").symlink_to(Path("far/away/mine"))

    assert rules(load("near")) == ["mine"]


def test_each_playbook_is_read_once_however_many_extend_it() -> None:
    layer("left", "../sound")
    layer("right", "../sound/")
    layer("top", "[../left, ../right, ../sound]")

    assert rules(load("top")) == ["left", "right", "top"]
    assert rules(load("sound", "left", "top", "left/.")) == ["left", "right", "top"]


def test_the_name_is_the_nearest_one() -> None:
    layer("named", "../sound")
    write("unnamed/a.yaml", "playbook: {extends: ../named}\n" + rule("unnamed"))

    assert load("unnamed").name == "Named"
    assert load("sound", "named").name == "Named"
    write("deep/a.yaml", "playbook: {extends: ../sound}\n")
    assert load("deep").name == "deep"


def test_a_circle_is_reported_where_it_closes() -> None:
    layer("one", "../two")
    layer("two", "[../sound, ../one]")

    assert problems("one") == (
        "two/rules.yaml:1:43: error[extends-cycle]: the playbook extends itself: one > two > one\n"
        "    hint: take one of these out\n"
    )


@pytest.mark.parametrize(("outer", "inner"), [("mine", "base"), ("base", "mine")])
def test_one_folder_in_the_other_is_refused(outer: str, inner: str) -> None:
    places = {outer: outer, inner: f"{outer}/{inner}"}
    extended = "base" if outer == "mine" else ".."
    write(f"{places['base']}/sound.yaml", SOUND.read_text(encoding="utf-8"))
    write(f"{places['mine']}/a.yaml", f"playbook: {{extends: {extended}}}\n")

    assert [
        (problem.code, problem.location.column) for problem in load_playbook((places["mine"],)).diagnostics
    ][-1] == (
        "extends-cycle",
        21,
    )


def test_the_whole_disk_is_not_read() -> None:
    write("mine/a.yaml", "playbook: {extends: /}\n")

    assert [problem.code for problem in load_playbook(("mine",)).diagnostics] == ["extends-cycle"]


def test_a_long_chain_ends() -> None:
    for number in range(MOST + 2):
        write(f"p{number}/a.yaml", f"playbook: {{extends: ../p{number + 1}}}\n")

    chain = load_playbook(("p0",)).diagnostics
    assert [(problem.code, problem.location.file) for problem in chain] == [
        ("extends-cycle", f"p{MOST - 1}/a.yaml")
    ]


def test_a_folder_without_files_is_reported_at_its_name() -> None:
    Path("empty").mkdir()
    layer("mine", "../empty")

    assert problems("mine") == (
        'mine/rules.yaml:1:33: error[missing-playbook]: "empty" holds no .yaml files\n'
        "    hint: name a playbook's folder\n"
    )


def test_names_that_a_missing_playbook_would_have_had_are_not_blamed() -> None:
    layer("mine", "../sound")
    layer("top", "[../nowhere, ../mine]")
    write("top/more.yaml", "actions: {x: {for: nobody, title: X, effort: low}}\n")

    assert [problem.code for problem in load_playbook(("top",)).diagnostics] == ["missing-playbook"]


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An installed package whose code must not run."""
    write("site/coach_book/__init__.py", "raise SystemExit('imported')\n")
    write("site/coach_book/rules/sound.yaml", SOUND.read_text(encoding="utf-8"))
    write("site/coach_book/more/other/sound.yaml", SOUND.read_text(encoding="utf-8"))
    write("site/coach_file.py", "")
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    return str(tmp_path / "site" / "coach_book")


def test_a_package_is_found_without_being_imported(package: str) -> None:
    layer("mine", "package:coach_book")

    playbook = load("mine")

    assert playbook == load("package:coach_book", "mine") == load(f"{package}/rules", "mine")
    assert "coach_book" not in sys.modules
    assert place_of("package:coach_book/more/other") == f"{package}/more/other"
    assert place_of("package:coach_book.more/other/") == f"{package}/more/other"


def test_the_shipped_playbook_is_that_of_our_own_package() -> None:
    assert place_of("package:advisor") == shipped_playbook()


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("package:", '"" is no name of a Python package'),
        ("package:coach_book/../more", 'the package "coach_book" has no folder "../more"'),
        ("package:coach_book/nowhere", 'the package "coach_book" has no folder "nowhere"'),
        ("package:coach_file", 'the package "coach_file" has no folder "rules"'),
        ("package:coach_books", 'there is no Python package "coach_books"'),
        ("package:coach\0book", '"coach\0book" is no name of a Python package'),
    ],
)
def test_a_package_that_holds_no_playbook(package: str, named: str, message: str) -> None:
    place = place_of(named)

    assert isinstance(place, Missing)
    assert place.message == message


def test_a_missing_package_given_as_a_folder() -> None:
    assert problems("package:coach_books") == (
        'package:coach_books:1:1: error[missing-playbook]: there is no Python package "coach_books"\n'
        "    hint: install it into the Python that runs the advisor, or name a folder\n"
    )
