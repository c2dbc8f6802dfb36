"""One command runs every benchmark."""

from bench.__main__ import BENCHES
from tests.house.tree import ROOT, read


def test_one_command_knows_every_bench() -> None:
    folder = ROOT / "bench"
    alone = {path.stem for path in folder.glob("*.py") if 'if __name__ == "__main__":' in read(path)}
    rooms = {path.parent.name for path in folder.glob("*/__main__.py")}

    assert set(BENCHES) == (alone | rooms) - {"__main__"}
