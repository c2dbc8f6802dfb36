"""What is wrong with a state as a change would leave it: told of the change, for no file has its lines."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from advisor.source.errors import StateError


@contextmanager
def not_written(name: str) -> Iterator[None]:
    """Problems that a change brings into the state of a name, which therefore stays as it is."""
    try:
        yield
    except StateError as error:
        changed, hint = f"<{name} with the change>", f"{name} stays as it is"
        raise StateError(
            replace(one, location=replace(one.location, file=changed), hint=one.hint or hint)
            for one in error.diagnostics
        ) from None
