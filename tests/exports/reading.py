"""Exports that were written here, put on the disk and read by the advisor."""

from pathlib import Path
from tempfile import TemporaryDirectory

from advisor.upwork.exports.model import Export
from advisor.upwork.exports.recognise import read_export


def read(content: bytes, name: str = "export") -> Export:
    """What a file of that content says.  Raises ExportError, in which its path ends in `name`."""
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content)
        return read_export(str(path), short=name)
