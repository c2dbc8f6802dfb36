"""Tests as people type them where the language writes them otherwise: "≥ 90", "> 90 and < 95", "80..".

Only what can be read in one way is turned into the language's own words.
"""

import re

_QUOTED = re.compile("[“”„‟«»‘’‚‛]\\s*([^“”„‟«»‘’‚‛]*?)\\s*[“”„‟«»‘’‚‛]")
_SIGNS = {
    "≥": ">=",
    "⩾": ">=",
    "≤": "<=",
    "⩽": "<=",
    "≠": "!=",
    "＝": "=",
    "＜": "<",
    "＞": ">",
    "…": "..",
    "‥": "..",
}
_DOUBLED = (("=>", ">="), ("=<", "<="), ("<>", "!="), ("==", "="))
_WORDS = {
    "at least": ">=",
    "no less than": ">=",
    "not less than": ">=",
    "at most": "<=",
    "no more than": "<=",
    "not more than": "<=",
    "up to": "<=",
    "more than": ">",
    "less than": "<",
    "fewer than": "<",
}
_LONGEST = 200  # characters: nobody types such a test, and the patterns below would take long over it
_VALUE = r"[^\s<>=!.\[\]()][^<>=!\[\]()]*?"
_OPEN_ABOVE = re.compile(rf"({_VALUE})\s*(?:\.\.\.?|\+)")
_OPEN_BELOW = re.compile(rf"\.\.\.?\s*({_VALUE})")
_DASHED = re.compile(r"([^\s–—]*\d\S*?)\s?[–—]\s?([^\s–—]*\d\S*)")
_BETWEEN = re.compile(rf"between\s+({_VALUE})\s+and\s+({_VALUE})", re.IGNORECASE)
_BOTH = re.compile(rf"([<>]=?)\s*({_VALUE})\s*(?:\band\b|,|&&?|;)\s*([<>]=?)\s*({_VALUE})", re.IGNORECASE)


def written_plainly(text: str) -> str:
    """The test as the language writes it; the text itself where there is nothing to change about it."""
    if len(text) > _LONGEST:
        return text
    plain = " ".join(text.split())  # also blanks that do not break
    if quoted := _QUOTED.fullmatch(plain):
        plain = quoted[1]
    for typed, sign in _SIGNS.items():
        plain = plain.replace(typed, sign)
    for typed, sign in _DOUBLED:
        if plain.startswith(typed):
            plain = sign + plain.removeprefix(typed)
    for words, sign in _WORDS.items():
        if plain.lower().startswith(words + " "):
            plain = f"{sign} {plain[len(words) + 1 :].strip()}"
    plain = _as_interval(plain)
    return plain if " ".join(text.split()) != plain else text


def _as_interval(text: str) -> str:
    if both := _BOTH.fullmatch(text):
        return _between(*both.groups()) or text
    if between := _BETWEEN.fullmatch(text) or _DASHED.fullmatch(text):
        return f"{between[1]}..{between[2]}"
    if above := _OPEN_ABOVE.fullmatch(text):
        return f">= {above[1]}"
    if below := _OPEN_BELOW.fullmatch(text):
        return f"<= {below[1]}"
    return text


def _between(sign: str, value: str, other_sign: str, other: str) -> str:
    """The interval of a lower and an upper bound, in whatever order; "" for two of a kind."""
    if sign[0] == other_sign[0]:
        return ""
    if sign[0] == "<":
        sign, value, other_sign, other = other_sign, other, sign, value
    if sign == ">=" and other_sign == "<=":
        return f"{value}..{other}"
    return f"{'[' if sign == '>=' else '('}{value}..{other}{']' if other_sign == '<=' else ')'}"
