"""A window that is closed, or a process that is asked to end, while somebody is being asked."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_CLOSING = tuple(getattr(signal, name) for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name))


@contextmanager
def closing_interrupts() -> Iterator[None]:
    """Within, a closed window or a request to end interrupts as Ctrl-C does; once, so that what follows ends.

    What is ignored (`nohup`) stays ignored.
    """
    usual = {number: signal.getsignal(number) for number in _CLOSING}
    ours = [number for number, handler in usual.items() if handler is signal.SIG_DFL]

    def interrupt(number: int, frame: FrameType | None) -> None:
        for each in ours:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in ours:
        signal.signal(number, interrupt)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, usual[number])
