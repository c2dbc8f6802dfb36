"""Conduct of one item, for tests of patterns."""

from advisor.playbook.conduct.breaches import ConductReader
from advisor.playbook.conduct.model import Conduct, Never
from advisor.source.diagnostic import Location

NOWHERE = Location("conduct.yaml", 1, 1)


def reader(
    *any_of: str,
    near: tuple[str, ...] = (),
    but_not: tuple[str, ...] = (),
    whole_message: bool = False,
    language: str = "",
    **lists: tuple[str, ...],
) -> ConductReader:
    never = Never("one", any_of, "says it", "say less", NOWHERE, near, but_not, whole_message)
    return ConductReader(Conduct((never,), lists, language))


def found(reader: ConductReader, message: str) -> str | None:
    """The words of the only breach there can be; None where there is none."""
    breaches = reader.breaches(message)
    return breaches[0].found if breaches else None
