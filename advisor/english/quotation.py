"""Names set off from the sentence around them, as the language of the sentence does it."""

_MARKS = {
    **dict.fromkeys(("de", "cs", "sk", "sl", "bg", "is", "lt", "et"), "\u201e\u201c"),
    **dict.fromkeys(("pl", "nl", "hu", "ro", "hr"), "\u201e\u201d"),
    **dict.fromkeys(("es", "it", "pt", "ru", "uk", "el", "no", "nb", "nn", "ca", "tr"), "\u00ab\u00bb"),
    **dict.fromkeys(("sv", "fi"), "\u201d\u201d"),
    **dict.fromkeys(("ja", "zh"), "\u300c\u300d"),
    "fr": "\u00ab\u202f\u202f\u00bb",
}
_ENGLISH = "\u201c\u201d"
_ALL = frozenset("\"'" + _ENGLISH + "".join(_MARKS.values()))


def quoted(name: str, language: str = "") -> str:
    """The name in quotation marks: those of a language, by its tag, or English ones.

    One that has marks around it already stays as it is.
    """
    if len(name) > 1 and name[0] in _ALL and name[-1] in _ALL:
        return name
    marks = _MARKS.get(language.partition("-")[0].lower(), _ENGLISH)
    half = len(marks) // 2
    return marks[:half] + name + marks[half:]


def within_quotes(text: str) -> str:
    """A text as it stands between English quotation marks: its own English ones become single."""
    return text.translate({0x201C: "\u2018", 0x201D: "\u2019"})
