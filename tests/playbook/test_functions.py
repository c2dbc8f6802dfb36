"""Functions that packages register: found by their entry point, and only where a playbook names one."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor.facts import FactsBuilder, Schema, State
from advisor.playbook import functions
from advisor.playbook.cache import cached_playbook
from advisor.playbook.load import load_playbook
from tests.playbook.sound import SOUND, usable

CODE = """
from advisor.playbook.functions import RegisteredFunction
from advisor.playbook.types import FieldType

def twice(facts, row):
    earned = facts.value(row, "earned")
    return None if earned is None else 2 * earned

TWICE = RegisteredFunction("contract", FieldType.MONEY, (), {"earned": FieldType.MONEY}, twice)
LACKING = RegisteredFunction("contract", FieldType.MONEY, (), {"paid": FieldType.MONEY}, twice)
"""
POINTS = """
[advisor.functions]
twice = their_functions:TWICE
lacking = their_functions:LACKING
nothing = their_functions:NOTHING
text = their_functions:CODE_OF_CONDUCT
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package that registers functions, some of which cannot be used."""
    site = tmp_path / "site"
    info = site / "their_functions-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "their_functions.py").write_text(CODE + 'CODE_OF_CONDUCT = "be kind"\n')
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: their-functions\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(POINTS)
    monkeypatch.syspath_prepend(str(site))
    forget()
    yield
    sys.modules.pop("their_functions", None)
    forget()


def forget() -> None:
    functions._entry_points.cache_clear()
    functions._loaded.cache_clear()


@pytest.fixture
def more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return Path("more.yaml")


def write(path: Path, computed: str, entity: str = "contract") -> None:
    path.write_text(f"entities:\n  {entity}:\n    computed:\n      x: {computed}\n")


def test_a_function_of_a_package_gives_its_value(package: None, more: Path) -> None:
    write(more, "{function: twice}")
    playbook = usable(load_playbook((str(SOUND), str(more))))
    state = State.from_values({"contracts": [{"id": "a", "earned": 3}]})
    facts = FactsBuilder(Schema.of(playbook)).build(state, 740_000, 740_000)

    assert facts.value(facts.rows["contract"][0], "x") == 600


@pytest.mark.parametrize(
    ("name", "entity", "problem"),
    [
        (
            "twic",
            "contract",
            'error[unknown-function]: no package brings a function "twic"\n    hint: did you mean "twice"?',
        ),
        (
            "twice",
            "client",
            'error[unknown-function]: the function "twice" is for a contract, not for a client\n'
            "    hint: compute the field there",
        ),
        (
            "nothing",
            "contract",
            'error[unknown-function]: no package brings a function "nothing"\n    hint: '
            "their_functions:NOTHING cannot be imported: AttributeError: "
            "module 'their_functions' has no attribute 'NOTHING'",
        ),
        (
            "text",
            "contract",
            'error[unknown-function]: no package brings a function "text"\n'
            "    hint: their_functions:CODE_OF_CONDUCT is no RegisteredFunction",
        ),
        (
            "lacking",
            "contract",
            'error[unknown-field]: the function "lacking" reads "paid", an amount of money that is not '
            "declared\n    hint: declare it, or drop the computed field",
        ),
    ],
)
def test_a_function_that_cannot_be_used(
    name: str, entity: str, problem: str, package: None, more: Path
) -> None:
    write(more, f"{{function: {name}}}", entity)
    problems = [str(found) for found in load_playbook((str(SOUND), str(more))).diagnostics]

    assert problems == ["more.yaml:4:21: " + problem]


def test_nobody_looks_for_packages_where_no_function_is_named() -> None:
    code = (
        "import sys; from advisor.playbook.load import load_playbook; "
        f"load_playbook(({str(SOUND)!r},)); print('importlib.metadata' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


def test_a_playbook_that_needs_a_package_is_not_kept(
    package: None, more: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ADVISOR_NO_CACHE", raising=False)
    monkeypatch.setenv("ADVISOR_CACHE_DIR", "kept")
    write(more, "{function: twice}")
    os.utime(more, (1, 1))

    cached_playbook((str(SOUND), str(more)))
    assert not Path("kept").exists()

    cached_playbook((str(SOUND),))
    assert Path("kept").exists()
