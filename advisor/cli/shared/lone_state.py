"""The only state that lies in a folder, taken where no project names one."""

import os
import re

import click

from advisor.playbook.project import PROJECT_FILE
from advisor.source.encoding import BYTE_ORDER_MARK
from advisor.source.reader import read_source

_MEMO = "advisor.lone_state"
_ENDINGS = (".yaml", ".yml")
_MOST = 200  # files that are looked at
_LONGEST = 1_000_000  # bytes of a file that somebody writes
_KEY = re.compile(r"^(['\"]?)([a-z_][a-z0-9_]*)\1[ \t]*:", re.MULTILINE | re.ASCII)


def states_here() -> tuple[str, ...]:
    """The files of the current folder that look like states, by name; read once a command."""
    ctx = click.get_current_context(silent=True)
    memo = ctx.meta if ctx is not None else {}
    if _MEMO not in memo:
        memo[_MEMO] = _looked_for(ctx)
    found = memo[_MEMO]
    assert isinstance(found, tuple)
    return found


def lone_state() -> str:
    """The only one of them; "" where there is none, or more than one."""
    states = states_here()
    return states[0] if len(states) == 1 else ""


def _looked_for(ctx: click.Context | None) -> tuple[str, ...]:
    try:
        names = sorted(name for name in os.listdir(os.curdir) if name.endswith(_ENDINGS))
    except OSError:
        return ()
    texts = {name: _beginning(name) for name in names[:_MOST] if name != PROJECT_FILE}
    keyed = {name: {found[2] for found in _KEY.finditer(text)} for name, text in texts.items() if text}
    if not any(keyed.values()):
        return ()
    sections, others = _keys_of_states(ctx)
    return tuple(name for name, keys in keyed.items() if keys & sections and keys <= sections | others)


def _keys_of_states(ctx: click.Context | None) -> tuple[frozenset[str], frozenset[str]]:
    """The sections that the playbook of a command knows, and what else may stand at the top of a state."""
    from advisor.cli.shared.completion import playbook_of
    from advisor.playbook.vocabulary import STATE_KEYS

    vocabulary = playbook_of(ctx or click.Context(click.Command("advisor"))).vocabulary
    return frozenset(vocabulary.sections), STATE_KEYS


def _beginning(name: str) -> str:
    """The text of a regular file of a usual size; "" for any other one."""
    text, _ = read_source(name, name, _LONGEST)
    return text.removeprefix(BYTE_ORDER_MARK)
