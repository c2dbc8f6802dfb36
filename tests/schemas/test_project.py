"""The schema of advisor.yaml: what it accepts, and where it finds what is not known."""

import pytest

from advisor.playbook.parse_project import PROJECT
from advisor.schemas.project import project_schema
from tests.schemas.reading import of, shipped, underlined

EVERYTHING = (
    "rules: [package:advisor, my-rules]\nscenarios: my-scenarios\nstate: laura.yaml\nwithout: [platform]\n"
)


def wrong(text: str) -> list[str]:
    return underlined(of(project_schema(shipped())), text)


def test_the_schema_is_sound_and_has_every_part() -> None:
    of(project_schema(shipped()))
    parts: dict[str, dict[str, object]] = project_schema(shipped())["properties"]  # type: ignore[assignment]

    assert list(parts) == PROJECT.names
    assert all(part["description"] for part in parts.values())


@pytest.mark.parametrize("text", [EVERYTHING, "rules: my-rules", "state: 2026.yaml", "without: platform"])
def test_what_a_project_may_say_passes(text: str) -> None:
    assert wrong(text) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("rulez: my-rules", [": rulez is not known"]),
        ("rules: {a: b}", ["rules"]),
        ("scenarios: [[a]]", ["scenarios.0"]),
        ("state: [laura.yaml]", ["state"]),
        ("without: platfrom", ["without"]),
        ("{}", [""]),
    ],
)
def test_what_it_may_not_say_is_underlined(text: str, places: list[str]) -> None:
    assert wrong(text) == places
