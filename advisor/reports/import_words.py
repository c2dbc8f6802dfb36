"""Words that the parts of an import's page share: places in files, values, and what is only counted."""

from collections.abc import Sequence

from advisor.facts.exports.model import Note
from advisor.facts.exports.update_model import Change
from advisor.facts.sources import Origin
from advisor.reports.import_told import Imported, field_of
from advisor.reports.look import Look
from advisor.reports.page import Page
from advisor.reports.wording import count

IN = 3  # blanks before what stands below a mark
MOST = 8  # told of one kind; the rest is counted
ROWS = "more contracts and clients"


def place(origin: Origin, look: Look) -> str:
    """Where a value stands: "weekly.csv, row 80"."""
    file = look.clean(origin.file)
    return f"{file}, {look.clean(origin.place)}" if origin.place else file


def places(origins: Sequence[Origin], look: Look) -> str:
    """All places of a value, as a person finds them: the row of a table, and of JSON the file alone."""
    rows = [each if " " in each.place else Origin(each.file, "") for each in origins]
    return "; ".join(place(each, look) for each in dict.fromkeys(rows))


def row_label(told: Imported, path: str, look: Look) -> str:
    """What people call the row that a field's path leads through."""
    return look.clean(told.label(path.rpartition(".")[0]))


def was_and_is(told: Imported, each: Change, look: Look) -> tuple[str, str]:
    """The value in the state, and that of the exports, as people say them."""
    return look.clean(told.spoken(each.path, each.before)), look.clean(told.spoken(each.path, each.after))


def fact(told: Imported, each: Change, look: Look) -> str:
    """A fact as the exports tell it: "earned: $1,200.50"."""
    return f"{look.clean(field_of(each.path))}: {look.clean(told.spoken(each.path, each.after))}"


def noted(note: Note, look: Look) -> str:
    """A note as a sentence, with its place."""
    text = sentence(look.clean(note.text)).rstrip(".")
    return f"{text} ({look.clean(note.place)})." if note.place else f"{text}."


def sentence(text: str) -> str:
    """A clause with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def more(page: Page, number: int, noun: str, plural: str = "") -> None:
    """How many more there are of what was told; nothing for none."""
    if number > 0:
        page.add(f"{page.look.dots} and {count(number, noun, plural)}", 1)
