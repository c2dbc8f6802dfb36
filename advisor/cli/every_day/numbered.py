"""N: a number of the list that was shown last, or an item by its name."""

import sys
from typing import TYPE_CHECKING

from advisor.cli.shared.action_argument import naming
from advisor.cli.shared.listed_items import last_list, number_in, refuse_number
from advisor.cli.shared.refused import Refused
from advisor.cli.shared.streams import style_of, write_error
from advisor.reports.terminal.printable import one_line
from advisor.source.diagnostic import suggest
from advisor.source.record import record

if TYPE_CHECKING:
    from advisor.advice.last_list import LastList, ListShown, Whereabouts
    from advisor.advice.reviewed import Reviewed


@record
class Chosen:
    """An item as it is typed ("check-in@c-101"), its title, and its rank today (None: it has none).

    `due` is its last day (an ordinal), None for none; `number` is that of the list, if it was found there.
    `doubt` says what is doubtful about the number, and `question` asks whether this item is meant all the
    same; both are "" where there is no doubt.
    """

    name: str
    title: str
    rank: int | None
    due: int | None = None
    doubt: str = ""
    question: str = ""
    number: int | None = None


def chosen_item(text: str, there: "Reviewed") -> Chosen:
    """The item that a number or a name means.  Raises what click shows where it means none."""
    from advisor.advice.last_list import whereabouts

    number, last = number_in(text), last_list(there.path)
    shown = _list_meant(last, there)
    if number is None:
        number = _by_words(text, shown, there)
        if number is None:
            return _named(text, there)
    found = whereabouts(shown, number, there.advice)
    if found is None:
        refuse_number(number, shown)
    return _in_doubt(number, found, there, is_known=last is not None)


def _list_meant(last: "LastList | None", there: "Reviewed") -> "ListShown":
    """The list that was shown last, else that of today."""
    from advisor.advice.last_list import list_of

    return last.shown if last is not None else list_of(there.advice, there.path, there.text)


def _by_words(text: str, shown: "ListShown", there: "Reviewed") -> int | None:
    """The number of the item with these words; None where the text is rather a name.

    Where several have them, who sits at a terminal is asked which.
    """
    from advisor.advice.called_items import items_called
    from advisor.advice.find_subject import Subjects
    from advisor.advice.items import split_item
    from advisor.cli.shared.subject_argument import one_of_several

    content = there.playbook.content
    if split_item(text)[0] in content.actions:
        return None
    rows = Subjects(there.playbook.program, there.run).called(text)
    found = items_called(text, shown, {(row.entity, row.id) for row in rows})
    if not found:
        if "@" in text or suggest(text, content.actions):
            return None
        raise Refused(
            f'Nothing on your list is called "{one_line(text)}": give its number. See advisor today.'
        )
    clean = style_of(sys.stderr).clean
    labels, numbers = [clean(item.title) for item in found], [item.number for item in found]
    return numbers[0 if len(found) == 1 else one_of_several(text, labels, "Give its number.", numbers)]


def _in_doubt(number: int, found: "Whereabouts", there: "Reviewed", *, is_known: bool) -> Chosen:
    clean = style_of(sys.stderr).clean
    item, title = found.item, clean(found.item.title).rstrip(".")
    doubt = question = ""
    if found.rank is None:
        if all(row.name != item.id for row in there.run.facts.rows.get(item.entity, ())):
            raise Refused(f"Number {number} was: {title}. Your file no longer holds what it was about.")
        because = f" {clean(found.because)}" if found.because else ""
        doubt = f"Number {number} was: {title}. It is no longer on your list.{because}"
        question = "Record it all the same?"
    elif not is_known:
        doubt = f"I don't know which list you looked at. Number {number} is now: {title}."
        question = "Is that the one you mean?"
    elif found.has_moved:
        doubt = f"Number {number} was: {title}. Now it is number {found.rank}."
        question = "Is that the one you mean?"
    return Chosen(item.name, item.title, found.rank, _due(there, found.rank), doubt, question, number)


def all_items(there: "Reviewed", verb: str) -> list[Chosen]:
    """All items of the list that was shown last and stand still; none where they are not meant after all.

    Raises what click shows where there is none, or nobody answers.
    """
    from advisor.advice.last_list import whereabouts

    shown = _list_meant(last_list(there.path), there)
    found = [whereabouts(shown, item.number, there.advice) for item in shown.items]
    standing = [each for each in found if each is not None and each.rank is not None]
    chosen = [Chosen(each.item.name, each.item.title, each.rank, _due(there, each.rank)) for each in standing]
    if not chosen:
        raise Refused("There is nothing on your list. See advisor today.")
    names = "".join(f"  {style_of(sys.stderr).clean(each.title)}\n" for each in chosen)
    doubt = f"All {len(chosen)} of them are then {verb}:\n{names.rstrip()}" if len(chosen) > 1 else ""
    asked = Chosen(shown.items[0].name, "", None, None, doubt, "Is that what you mean?" if doubt else "")
    return chosen if confirmed(asked) else []


def _named(text: str, there: "Reviewed") -> Chosen:
    """What ACTION[@SUBJECT] means, as in `advisor log`."""
    from advisor.advice.compare import outcomes_of
    from advisor.advice.explain import subjects_of
    from advisor.advice.items import find_item, split_item
    from advisor.advice.names import ReviewWords

    program, run = there.playbook.program, there.run
    action, subject = split_item(text)
    usual = subjects_of(program, run, action) if subject is None else []
    with naming("N or ACTION@SUBJECT"):
        item = find_item(text, there.playbook.content, run.facts, usual)
    outcome = outcomes_of(there.advice).get((item.action.id, item.row.entity, item.row.name))
    title = ReviewWords(program, run.view).fill(item.action.title, item.row)
    rank = outcome.rank if outcome is not None else None
    return Chosen(item.name, title, rank, _due(there, rank))


def _due(there: "Reviewed", rank: int | None) -> int | None:
    return None if rank is None else there.advice.recommendations[rank - 1].due


def confirmed(chosen: Chosen) -> bool:
    """Whether the item is the one that is meant: asked where there is a doubt.

    Raises what click shows where nobody answers.
    """
    if not chosen.question:
        return True
    from advisor.cli.shared.typed_lines import TypedLines
    from advisor.facts.typed.words import yes_or_no

    lines = TypedLines()
    write_error(f"{chosen.doubt}\n")
    while True:
        answer = lines.read(f"{chosen.question} yes or no > ")
        said = None if answer is None else yes_or_no(answer)
        if said is not None:
            return said
        if answer is None or not lines.is_typed:
            by_name = f", or name it: {chosen.name}" if chosen.title else "."
            raise Refused(f"Nothing was recorded. See advisor today for the list{by_name}")
        write_error("I didn't catch that. Try yes or no.\n")
