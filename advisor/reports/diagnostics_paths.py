"""Names of files as other programs want them: relative to the folder that they look from."""

import os
from urllib.parse import quote


def path_from(file: str, root: str) -> str:
    """The file relative to the folder `root`, with "/" between folders; absolute where it lies elsewhere."""
    path = os.path.abspath(file)
    above = os.path.join(root, "")
    if path.startswith(above):
        path = path[len(above) :]
    elif path == os.path.normpath(root):
        path = "."
    return path.replace(os.sep, "/")


def uri_from(file: str, root: str) -> str:
    """The same as a URI: a relative one below `root`, else one that begins with "file:"."""
    path = path_from(file, root)
    quoted = quote(path.encode("utf-8", "surrogateescape"))  # whatever the locale says of names
    return f"file://{'' if path.startswith('/') else '/'}{quoted}" if os.path.isabs(path) else quoted
