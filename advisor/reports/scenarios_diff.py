"""How a file of scenarios would change, as a unified diff."""

from advisor.reports.look import Look


def unified(file: str, before: str, after: str, look: Look) -> str:
    """The diff of two texts of a file, safe to show; its lines are never broken."""
    from difflib import unified_diff

    name = look.clean(file)
    old, new = (text.replace("\r\n", "\n").removesuffix("\n").split("\n") for text in (before, after))
    found = unified_diff(old, new, f"{name} (now)", f"{name} (updated)", lineterm="")
    return "".join(f"{look.paint(_shown(line), _style(line))}\n" for line in found)


def _style(line: str) -> str:
    if line.startswith(("---", "+++")):
        return "bold"
    return {"+": "green", "-": "red", "@": "cyan"}.get(line[:1], "")


def _shown(line: str) -> str:
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in line)
