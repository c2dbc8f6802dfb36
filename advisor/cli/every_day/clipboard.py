"""The clipboard of the desktop, by the program that the system has for it."""

import os
import shutil
import subprocess

_WAIT = 5.0  # seconds for a program to take the text

# The program with its arguments, the variable that it needs to be set, and the encoding that it reads.
_PROGRAMS = (
    (("pbcopy",), "", "utf-8"),
    (("wl-copy",), "WAYLAND_DISPLAY", "utf-8"),
    (("xclip", "-selection", "clipboard"), "DISPLAY", "utf-8"),
    (("clip.exe",), "", "utf-16-le"),
)


def copy_text(text: str) -> bool:
    """Put the text on the clipboard; whether there is one, and it took it."""
    for command, needed, encoding in _PROGRAMS:
        program = shutil.which(command[0])
        if program is None or (needed and not os.environ.get(needed)):
            continue
        try:
            # What stays behind to serve the text (xclip) must not hold our streams open.
            subprocess.run(
                [program, *command[1:]],
                input=text.encode(encoding, "replace"),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "LC_CTYPE": "UTF-8"} if command[0] == "pbcopy" else None,
                timeout=_WAIT,
                check=True,
            )
        except (OSError, ValueError, subprocess.SubprocessError):
            continue
        return True
    return False
