"""How the next steps of a group follow each other."""

from enum import StrEnum


class Follow(StrEnum):
    """When the next steps of a group come: where the step before them fails, or once it is done."""

    IF_IT_FAILS = "if_it_fails"
    AFTER = "after"
