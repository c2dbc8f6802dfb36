"""What is missing after an import: what no export can know, what another one could tell, and who to ask."""

from collections.abc import Sequence

from advisor.playbook.vocabulary import Entity
from advisor.reports.terminal.layout import Page
from advisor.reports.wording import count
from advisor.upwork.exports.model import ExportKind
from advisor.upwork.report.view import IN, MOST, ImportView, MissingFacts, more

_SINGULAR = {
    ExportKind.WEEKLY: "a ",
    ExportKind.TRANSACTIONS: "a ",
    ExportKind.API: "an ",
    ExportKind.HISTORY: "a saved ",
}


def missing_text(page: Page, told: ImportView) -> None:
    """What nobody has told yet, the questions that matter now, and the command that asks them."""
    nobody = [each for each in told.missing_facts if not told.kinds(each)]
    if nobody:
        page.heading("What no export can know")
        _now(page, told, [each for each in nobody if each.asked])
        _later(page, told, [each for each in nobody if not each.asked])
    _others(page, told)
    page.heading("What to do next")
    _next(page, told)


def _now(page: Page, told: ImportView, untold: Sequence[MissingFacts]) -> None:
    """The questions whose answers could change the advice now, and about how many rows they are."""
    for each in untold[:MOST]:
        entity = _entity(told, each)
        field = entity.fields.get(each.field)
        asks = (field.ask if field else "") or _named(each)
        about = "" if entity.single else f" ({count(each.asked, entity.called or entity.name)})"
        page.add(page.look.clean(f"{asks}{about}"), 1, mark="?", mark_style="cyan")
    more(page, len(untold) - MOST, "more question")


def _later(page: Page, told: ImportView, untold: Sequence[MissingFacts]) -> None:
    """The fields that may matter later, by what they are about."""
    lead = "Perhaps later, of"
    for name in dict.fromkeys(each.entity for each in untold):
        mine = [each for each in untold if each.entity == name]
        entity = _entity(told, mine[0])
        called = (entity.called or entity.name) + ("" if entity.single else "s")
        fields = ", ".join(_named(each) for each in mine)
        page.add(page.look.clean(f"{lead} your {called}: {fields}"), 1, mark=page.look.bullet, style="dim")
        lead = "Of"


def _entity(told: ImportView, each: MissingFacts) -> Entity:
    return told.schema.vocabulary.entities[each.entity]


def _named(each: MissingFacts) -> str:
    return each.field.replace("_", " ")


def _others(page: Page, told: ImportView) -> None:
    """What could change the advice now, and kinds of exports could tell of which one was not read."""
    read = {export.kind for export in told.exports}
    found: dict[tuple[ExportKind, ...], list[MissingFacts]] = {}
    for each in told.missing_facts:
        kinds = told.kinds(each)
        if each.asked and not read.issuperset(kinds):
            found.setdefault(kinds, []).append(each)
    if not found:
        return
    page.heading("What another export can tell")
    for kinds, untold in found.items():
        named = [f"{_SINGULAR[kind]}{kind.value}" for kind in kinds]
        lead = " or ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)
        page.add(f"{lead[:1].upper()}{lead[1:]}", 1, mark=page.look.bullet)
        page.remarks([_counted(page, told, each) for each in untold], IN)


def _counted(page: Page, told: ImportView, each: MissingFacts) -> str:
    """A field, with the number of rows of which it is asked."""
    number = "" if _entity(told, each).single else f" ({each.asked:,})"
    return page.look.clean(f"{_named(each)}{number}")


def _next(page: Page, told: ImportView) -> None:
    look = page.look
    if not told.asked:
        page.add("There is nothing to ask: no fact that is missing would change the advice now.")
        return
    page.add(f"{count(told.asked, 'answer')} could change your advice now. The most useful question is:")
    if told.first is not None:
        page.add(look.clean(told.first.question), 1, mark="?", mark_style="cyan", style="bold")
        page.add("" if told.first.subject.is_single else look.clean(told.first.subject.label), IN)
    if told.command:
        page.blank()
        page.typed("To be asked, one after the other:", look.clean(told.command))
