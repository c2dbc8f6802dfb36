"""Settings that hold for every test.

`ADVISOR_FUZZ_EXAMPLES` is the number of examples of each property test (15 unless told); under
CI the examples are the same in every run, so that a red run means the change and not the dice.
"""

import gc
import os
import signal
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import HealthCheck, settings

from advisor.playbook import extends as layers
from advisor.playbook import load
from advisor.playbook.load import Loaded, load_playbook
from advisor.shipped import shipped_playbook
from advisor.source.diagnostic import Diagnostic
from advisor.source.reader import parse_tree
from advisor.source.tree import Node

settings.register_profile(
    "advisor",
    deadline=None,
    derandomize="CI" in os.environ,
    max_examples=int(os.environ.get("ADVISOR_FUZZ_EXAMPLES", "15")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("advisor")


def pytest_collection_finish() -> None:
    """What was made to collect the tests lives to the end: no need to walk it each time."""
    gc.collect()
    gc.freeze()


_SHIPPED = shipped_playbook()
_shipped_tree = cache(parse_tree)
_shipped_playbook = cache(load_playbook)


@pytest.fixture(scope="session", autouse=True)
def the_users_cache_is_left_alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or leaves anything in the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ADVISOR_NO_CACHE", "1")
        patch.setenv("ADVISOR_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session", autouse=True)
def programs_can_be_interrupted() -> Iterator[None]:
    """In a shell's background SIGINT is ignored, and programs that tests start would inherit that."""
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session", autouse=True)
def the_shipped_playbook_is_read_once() -> Iterator[None]:
    """Trees and playbooks are values, and these files do not change while tests run.

    What a test writes itself is read anew each time, and so is everything in processes that a test starts.
    """

    def parse(text: str, file: str) -> tuple[Node | None, list[Diagnostic]]:
        if not _is_shipped(file):
            return parse_tree(text, file)
        node, problems = _shipped_tree(text, file)
        return node, list(problems)

    def load_once(folders: tuple[str, ...]) -> Loaded:
        return _shipped_playbook(folders) if all(map(_is_shipped, folders)) else load_playbook(folders)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layers, "parse_tree", parse)
        patch.setattr(load, "load_playbook", load_once)
        yield


def _is_shipped(path: str) -> bool:
    return path in (_SHIPPED, "package:advisor") or path.startswith(_SHIPPED + os.sep)
