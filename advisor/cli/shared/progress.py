"""How far long work is: bars on standard error, in a terminal alone."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import click

from advisor.cli.shared.streams import is_terminal

Begin = Callable[[str, int], Callable[[int], None]]


@contextmanager
def progress() -> Iterator[Begin]:
    """Begins a bar with a name and a size; what that gives is called with how many more steps are done.

    Each bar takes the place of the last; all have ended at the end.  Of a size of 0 there is none.
    """
    with ExitStack() as bars:

        def begin(name: str, size: int) -> Callable[[int], None]:
            if not size or not is_terminal(sys.stderr):
                return lambda steps: None
            bars.close()
            bar = click.progressbar(length=size, label=name, file=sys.stderr, show_pos=True)
            bar.render_progress()
            bars.callback(bar.render_finish)
            return bar.update

        yield begin
