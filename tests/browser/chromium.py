"""A headless Chromium, driven over the pipe of its own debugging protocol: no driver, no port, no network."""

import contextlib
import fcntl
import itertools
import json
import os
import select
import shutil
import signal
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_OPTIONS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
_PATIENCE = 120.0  # seconds for one answer of the browser
Message = dict[str, Any]


def find_chromium() -> str | None:
    """The path of a Chromium, or None."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Chromium:
    """A running browser; `open` gives its pages."""

    def __init__(self, path: str) -> None:
        self._profile = tempfile.mkdtemp(prefix="advisor-browser-")
        self._numbers = itertools.count(1)
        self._rest = b""
        self.events: deque[Message] = deque()
        commands, self._write = _pipe()
        self._read, answers = _pipe()
        nowhere = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]
        pipes = [(os.POSIX_SPAWN_DUP2, commands, 3), (os.POSIX_SPAWN_DUP2, answers, 4)]
        arguments = [path, *_OPTIONS, f"--user-data-dir={self._profile}", "about:blank"]
        self._process = os.posix_spawn(
            path, arguments, dict(os.environ), file_actions=[*nowhere, *pipes], setpgroup=0
        )
        os.close(commands)
        os.close(answers)

    def close(self) -> None:
        """End the browser and all that it started, and remove what it left."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._write)
        os.close(self._read)
        shutil.rmtree(self._profile, ignore_errors=True)

    def ask(self, method: str, session: str | None = None, **parameters: object) -> Message:
        """What the browser answers; what it tells before that is kept in `events`."""
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters}
        if session is not None:
            message["sessionId"] = session
        _write_all(self._write, json.dumps(message).encode() + b"\0")
        while True:
            said = self.hear()
            if said.get("id") == number:
                if "error" in said:
                    raise RuntimeError(f"{method}: {said['error']}")
                result: Message = said["result"]
                return result
            self.events.append(said)

    def hear(self) -> Message:
        """The next thing that the browser says."""
        end = time.monotonic() + _PATIENCE
        while b"\0" not in self._rest:
            if not select.select([self._read], [], [], max(0.0, end - time.monotonic()))[0]:
                raise TimeoutError("the browser says nothing")
            chunk = os.read(self._read, 1 << 20)
            if not chunk:
                raise EOFError("the browser has gone")
            self._rest += chunk
        line, _, self._rest = self._rest.partition(b"\0")
        message: Message = json.loads(line)
        return message

    @contextlib.contextmanager
    def open(self, address: str, *, width: int = 1280, dark: bool = False) -> Iterator["Tab"]:
        """A page in a tab of its own, loaded."""
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        tab = Tab(self, session)
        self.events.clear()
        try:
            tab.load(address, width, dark)
            yield tab
        finally:
            self.ask("Target.closeTarget", targetId=target)


class Tab:
    """A page that is open.  `told` are the events since it was loaded."""

    def __init__(self, browser: Chromium, session: str) -> None:
        self._browser = browser
        self._session = session

    def load(self, address: str, width: int, dark: bool) -> None:
        """Go to an address and wait until all of it is there."""
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.ask(f"{domain}.enable")
        self.resize(width)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])
        self.ask("Page.navigate", url=address)
        while not self.told("Page.loadEventFired"):
            self._browser.events.append(self._browser.hear())

    def ask(self, method: str, **parameters: object) -> Message:
        """What the browser answers about this page."""
        return self._browser.ask(method, self._session, **parameters)

    def resize(self, width: int) -> None:
        """Make the window so many pixels wide."""
        self.ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False
        )

    def run(self, script: str) -> Any:
        """The value of an expression in the page; a promise is waited for."""
        answer = self.ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def told(self, *methods: str) -> list[Message]:
        """The parameters of the events of these kinds."""
        return [event["params"] for event in self._browser.events if event.get("method") in methods]


def _pipe() -> tuple[int, int]:
    """A pipe whose ends are not among the numbers that the browser expects its own at."""
    ends = os.pipe()
    read, write = (fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends)
    for end in ends:
        os.close(end)
    return read, write


def _write_all(end: int, content: bytes) -> None:
    while content:
        content = content[os.write(end, content) :]
