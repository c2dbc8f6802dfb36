"""The same playbook and the same facts give the same advice, byte for byte, however they are arranged."""

import json
import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from advisor import Playbook, State
from advisor.reports.advice.as_json import advice_json
from advisor.shipped import shipped_playbook
from advisor.source.reader import playbook_files, read_tree
from advisor.source.tree import Mapping, Node, Scalar, text_under

STATES = sorted(Path(__file__).parents[1].glob("scenarios/states/*.yaml"))
# Lists that mean the same in any order; steps, choices and claims keep theirs.
FREE = {"rules", "all", "any", "contracts", "clients", "history", "job_success_history"}
EVENT = re.compile(r"\b(?:(contracts|clients)\.([\w-]+)|(profile))\.(history|job_success_history)\.(\d+)")
Plain = dict[str, "Plain"] | list["Plain"] | str | None
COMMAND = """
import sys
from advisor.cli.main import main
for path in sys.argv[1:]:
    main(["advise", path, "--format", "json"], standalone_mode=False)
    print("---")
"""
EVENTS: dict[str, Plain] = {  # alike in much, so that their numbers hang on how they are sorted
    "as_of": "2026-11-21",
    "contracts": [
        {
            "id": "c",
            "client": "a",
            "title": "Site",
            "status": "active",
            "last_activity": "2026-01-05",
            "history": [
                {"did": did, "on": on, "status": status, "until": until}
                for did in ("check-in", "give-closing-notice")
                for on, until in (
                    ("2026-10-01", "2026-12-05"),
                    ("2026-10-02", "2026-12-01"),
                    ("2026-10-01", None),
                )
                for status in ("snoozed", "dismissed")
            ],
        }
    ],
}


@cache
def shipped() -> Playbook:
    return Playbook.load()


def plain(node: Node) -> Plain:
    """The tree as JSON takes it."""
    if isinstance(node, Scalar):
        return None if node.is_null else node.text
    if isinstance(node, Mapping):
        return {entry.key.text: plain(entry.value) for entry in node.entries}
    return [plain(item) for item in node.items]


def read(path: str) -> dict[str, Plain]:
    """A file as plain values."""
    node, problems = read_tree(path)
    assert problems == []
    assert isinstance(node, Mapping)
    return {entry.key.text: plain(entry.value) for entry in node.entries}


def shuffled(value: Plain, dice: random.Random, key: str = "") -> Plain:
    """The same in another order: keys of mappings, and the lists whose order means nothing."""
    if isinstance(value, dict):
        entries = [(name, shuffled(item, dice, name)) for name, item in value.items()]
        dice.shuffle(entries)
        return dict(entries)
    if isinstance(value, list):
        items = [shuffled(item, dice) for item in value]
        if key in FREE:
            dice.shuffle(items)
        return items
    return value


def told(values: Plain) -> str:
    """The advice for a state as JSON, where each event is named by what it says instead of by its place."""

    def named(found: re.Match[str]) -> str:
        section, key, profile, events, number = found.groups()
        rows: Any = values
        rows = rows[profile or section]
        owner = rows if profile else next(row for row in rows if row["id"] == key)
        return found[0].removesuffix(number) + json.dumps(owner[events][int(number)], sort_keys=True)

    return EVENT.sub(named, advice_json(shipped().review(State.from_values(values))))


def parts(content: dict[str, Plain], dice: random.Random) -> Iterator[dict[str, Plain]]:
    """One playbook file as several: rules dealt out, every other section in a file of its own."""
    rules = content.pop("rules", [])
    assert isinstance(rules, list)
    head = {key: content.pop(key) for key in ("ruleset", "title") if key in content}
    if rules:
        cut = dice.randrange(len(rules))
        yield from ({**head, "rules": some} for some in (rules[:cut], rules[cut:]) if some)
    yield from ({key: value} for key, value in content.items())


def rearranged(folder: Path, seed: int) -> None:
    """The shipped playbook in other files, in another order."""
    dice = random.Random(seed)
    paths, _ = playbook_files(shipped_playbook())
    files = [part for path in paths for part in parts(read(path), dice)]
    dice.shuffle(files)
    for number, content in enumerate(files):
        place = folder / dice.choice(["", "a", "z/y"])
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number}.yaml").write_text(json.dumps(shuffled(content, dice)), encoding="utf-8")


@cache
def shipped_advice(path: Path, who: str = "") -> str:
    return advice_json(shipped().review(State.load(str(path))), who=who)


@pytest.mark.parametrize("seed", range(2))
def test_files_rules_and_keys_in_any_order(seed: int, tmp_path: Path) -> None:
    rearranged(tmp_path, seed)
    playbook = Playbook.load(str(tmp_path))

    for path in STATES:
        assert advice_json(playbook.review(State.load(str(path)))) == shipped_advice(path)
    state = State.from_values(EVENTS)
    assert advice_json(playbook.review(state)) == advice_json(shipped().review(state))


@pytest.mark.parametrize("path", STATES, ids=lambda path: path.stem)
def test_facts_in_any_order(path: Path) -> None:
    expected = told(read(str(path)))

    for seed in range(4):
        assert told(shuffled(read(str(path)), random.Random(seed))) == expected


def test_events_in_any_order() -> None:
    expected = told(EVENTS)
    assert '"by": "contracts.c.history.{' in expected

    for seed in range(20):
        assert told(shuffled(EVENTS, random.Random(seed))) == expected


@pytest.mark.parametrize("seed", ["0", "4242"])
def test_the_same_in_every_process(seed: str, tmp_path: Path) -> None:
    """Whatever the order in which this Python walks its sets, and from the cache as from the files."""
    environment = {name: value for name, value in os.environ.items() if name != "ADVISOR_NO_CACHE"}
    environment |= {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8", "ADVISOR_CACHE_DIR": str(tmp_path)}
    some = STATES[int(seed) % 3 :: 3]
    result = subprocess.run(
        [sys.executable, "-c", COMMAND, *map(str, some)],
        env=environment,
        cwd=Path(__file__).parents[1],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )

    assert result.stdout.split("---\n") == [*(shipped_advice(path, who=_name_in(path)) for path in some), ""]


def _name_in(path: Path) -> str:
    """Whose state it is, as the command tells."""
    return text_under(State.load(str(path)).tree.get("profile"), "name")
