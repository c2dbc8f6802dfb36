"""What a constraint refuses is not written: not by a fact that is set, nor by a record of what was done."""

from pathlib import Path

import pytest

from advisor.advice.record_event import record_event
from advisor.advice.reviewed import Reviewed, reviewed_text
from advisor.advice.write_facts import write_facts
from advisor.facts.override import changes_of
from advisor.source.errors import StateError
from tests.facts.refusing import STATE, refusing


def there(tmp_path: Path, text: str = STATE) -> Reviewed:
    return reviewed_text(refusing(tmp_path), "me.yaml", text)


def test_a_fact_that_no_state_can_have(tmp_path: Path) -> None:
    changes = changes_of(["hives.h-1.ended=2026-01-31"], "typed")

    with pytest.raises(StateError) as caught:
        write_facts(there(tmp_path), changes)

    assert str(caught.value) == (
        "<me.yaml with the change>:3:69: error[constraint]: hives.h-1: it ended before it started\n"
        "    hint: me.yaml stays as it is"
    )


def test_a_record_that_no_state_can_have(tmp_path: Path) -> None:
    with pytest.raises(StateError) as caught:
        record_event(refusing(tmp_path), STATE, "look@h-1", on="2026-01-31", name="me.yaml")

    [problem] = caught.value.diagnostics
    assert (problem.location.file, problem.message, problem.hint) == (
        "<me.yaml with the change>",
        "hives.h-1.history.0: it is from before the start",
        "me.yaml stays as it is",
    )


def test_what_is_refused_already_is_told_at_its_place(tmp_path: Path) -> None:
    text = STATE.replace("seen: 2026-04-10", "swarmed: yes")

    with pytest.raises(StateError) as caught:
        write_facts(there(tmp_path, text), changes_of(["hives.h-1.name=Blue"], "typed"))

    assert str(caught.value) == "me.yaml:3:53: error[constraint]: hives.h-1: no hive swarms"


def test_what_fits_is_written(tmp_path: Path) -> None:
    written = write_facts(there(tmp_path), changes_of(["hives.h-1.ended=2026-02-01"], "typed"))

    assert "ended: 2026-02-01" in written.after
