"""What a message may never say, as the playbook has it: patterns are texts, read by `patterns.py`."""

from collections.abc import Mapping
from dataclasses import field

from advisor.source.diagnostic import Location
from advisor.source.record import record


@record
class Never:
    """One thing that no message may say.

    A breach is one of `any_of` outside of every `but_not`; where there is a `near`, one of those must stand
    in the same sentence as well, or in the same message where `whole_message` is set.  `says` goes on after
    "the message", and `instead` tells what to write.
    """

    id: str
    any_of: tuple[str, ...]
    says: str
    instead: str
    location: Location = field(compare=False, repr=False)
    near: tuple[str, ...] = ()
    but_not: tuple[str, ...] = ()
    whole_message: bool = False
    claims: tuple[str, ...] = ()


@record
class Conduct:
    """All of it, with the `lists` that patterns refer to by name, and the language of the messages.

    `language` is a tag such as "en" or "pt-BR", "" where none is given.
    """

    never: tuple[Never, ...] = ()
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    language: str = ""


@record
class Breach:
    """What a message does wrong, the words that do it, and what to write instead."""

    what: str
    found: str
    instead: str
