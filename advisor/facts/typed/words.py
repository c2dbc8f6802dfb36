"""The small words that people answer with: yes and no, nothing, not yet, I don't know, and numbers."""

YES = frozenset(
    {"y", "yes", "yep", "yeah", "yup", "ya", "aye", "sure", "of course", "definitely", "absolutely", "true"}
    | {"ok", "okay", "correct", "right", "i do", "it is", "it does", "it did", "yes please", "sure thing"}
)
NO = frozenset({"n", "no", "nope", "nah", "none", "never", "not at all", "false", "no way", "nay", "not yet"})
NOTHING = frozenset({"none", "no", "n", "nope", "nah", "nothing", "nothing yet", "nil", "zero", "not any"})
NOT_SO_FAR = frozenset({"no", "n", "nope", "nah", "none", "never", "not yet", "not so far"})
NOT_KNOWN = frozenset(
    {"", "?", "dk", "idk", "dunno", "don't know", "dont know", "i don't know", "i dont know", "i do not know"}
    | {
        "do not know",
        "not known",
        "unknown",
        "skip",
        "pass",
        "no idea",
        "no clue",
        "not sure",
        "i'm not sure",
    }
)
NUMBERS = {
    **{"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8},
    **{"nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15},
    **{"sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30},
}


def plain_words(text: str) -> str:
    """A text in small letters with single blanks and straight apostrophes, without a full stop at its end."""
    return " ".join(text.replace("’", "'").lower().split()).rstrip(".!").rstrip()


def yes_or_no(text: str) -> bool | None:
    """Whether a text says yes or no; None where it says neither."""
    word = plain_words(text)
    return True if word in YES else False if word in NO else None


def is_not_known(text: str) -> bool:
    """Whether a text says that one does not know, or says nothing."""
    return plain_words(text) in NOT_KNOWN
