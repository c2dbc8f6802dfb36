"""Numbers as a sentence tells them: small ones in words, where the language is English."""

from advisor.playbook.types import FieldType, speak

_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine")


def spoken_number(number: int, language: str) -> str:
    """ "two" to "nine", else digits; `language` is the tag of the sentence's language, or ""."""
    if 2 <= number < 2 + len(_WORDS) and language.partition("-")[0].lower() == "en":
        return _WORDS[number - 2]
    return speak(number, FieldType.COUNT)
