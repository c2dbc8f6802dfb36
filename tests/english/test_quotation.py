"""Names in quotation marks, in the manner of a language."""

import pytest

from advisor.english.quotation import quoted


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("", "“Logo”"),
        ("en-GB", "“Logo”"),
        ("de", "„Logo“"),
        ("DE-ch", "„Logo“"),
        ("pl", "„Logo”"),
        ("es", "«Logo»"),
        ("fr", "«\u202fLogo\u202f»"),
        ("sv", "”Logo”"),
        ("ja", "「Logo」"),
        ("tlh", "“Logo”"),
    ],
)
def test_a_name_is_set_off_as_its_language_does_it(language: str, said: str) -> None:
    assert quoted("Logo", language) == said


@pytest.mark.parametrize("name", ["“Logo”", '"Logo"', "'Logo'", "„Logo“", "«Logo»"])
def test_marks_that_are_there_suffice(name: str) -> None:
    assert quoted(name) == name


@pytest.mark.parametrize(("name", "said"), [('"', '“"”'), ('The "new" one', '“The "new" one”')])
def test_marks_elsewhere_are_part_of_the_name(name: str, said: str) -> None:
    assert quoted(name) == said
