"""Lines of a given width, counted in the cells of a terminal: wide signs take two, accents none."""

_KEEPS_BEFORE_PERCENT = "\0"


def cells(text: str) -> int:
    """How many columns the text takes on a terminal; where terminals differ, the larger number."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    wide = 0
    for sign in text:
        if sign == "\ufe0f":  # asks for the picture form of the sign before it, which is then wide
            wide += 1
        elif sign.isascii() or category(sign) not in ("Mn", "Me", "Cf"):
            wide += 2 if east_asian_width(sign) in "WF" else 1
    return wide


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells, broken at blanks; a longer word is broken inside."""
    done: list[str] = []
    line, used = "", 0
    for word in text.replace(" %", f"{_KEEPS_BEFORE_PERCENT}%").split():
        for piece, size in _pieces(word, width):
            if line and used + 1 + size <= width:
                line, used = f"{line} {piece}", used + 1 + size
            else:
                done += [line] if line else []
                line, used = piece, size
    done += [line] if line else []
    return [line.replace(_KEEPS_BEFORE_PERCENT, " ") for line in done]


def _pieces(word: str, width: int) -> list[tuple[str, int]]:
    """A word and its width; one that is too wide in pieces, none of which begins with an accent."""
    size = cells(word)
    if size <= width:
        return [(word, size)]
    pieces: list[tuple[str, int]] = []
    piece, used = "", 0
    for sign in word:
        size = cells(sign)
        if piece and size and used + size > width:
            pieces.append((piece, used))
            piece, used = "", 0
        piece, used = piece + sign, used + size
    return [*pieces, (piece, used)]
