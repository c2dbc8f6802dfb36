"""What is missing after an import: what no export can know, what another one could tell, and who to ask."""

from collections.abc import Sequence

from advisor.advice.untold import Untold
from advisor.facts.exports.model import Kind
from advisor.reports.import_told import Imported
from advisor.reports.import_words import IN
from advisor.reports.page import Page
from advisor.reports.wording import count

_SINGULAR = {Kind.WEEKLY: "a ", Kind.TRANSACTIONS: "a ", Kind.API: "an ", Kind.HISTORY: "a saved "}


def missing_text(page: Page, told: Imported) -> None:
    """What nobody has told yet, the questions that matter now, and the command that asks them."""
    nobody = [each for each in told.untold if not told.kinds(each)]
    if nobody:
        page.heading("What no export can know")
        _by_entity(page, told, nobody)
    _others(page, told)
    page.heading("What to do next")
    _next(page, told)


def _by_entity(page: Page, told: Imported, untold: Sequence[Untold]) -> None:
    """The fields of each entity: those that could change the advice now, and those that may matter later."""
    for name in dict.fromkeys(each.entity for each in untold):
        mine = [each for each in untold if each.entity == name]
        page.add(_of(told, mine[0]), 1, mark=page.look.bullet)
        page.remarks([_field(page, each) for each in mine if each.asked], IN)
        later = [_field(page, each) for each in mine if not each.asked]
        page.remarks([f"perhaps later: {later[0]}", *later[1:]] if later else [], IN, style="dim")


def _of(told: Imported, each: Untold) -> str:
    """Whose facts they are: "of your 3 contracts that have not ended"."""
    entity = told.schema.vocabulary.entities[each.entity]
    called = entity.called or entity.name
    if entity.single:
        return f"Of your {called}"
    has_end = "ended" in getattr(entity.fields.get("status"), "choices", ())
    end = (" that has not ended" if each.of == 1 else " that have not ended") if has_end else ""
    return f"Of your {called}{end}" if each.of == 1 else f"Of your {each.of:,} {called}s{end}"


def _field(page: Page, each: Untold) -> str:
    """A field, with the number of rows that lack it where some have it."""
    name = page.look.clean(each.field.replace("_", " "))
    if 0 < each.lacking < each.of:
        name = f"{name} ({each.lacking:,})"
    return name


def _others(page: Page, told: Imported) -> None:
    """What could change the advice now, and kinds of exports could tell of which one was not read."""
    read = {export.kind for export in told.exports}
    found: dict[tuple[Kind, ...], list[Untold]] = {}
    for each in told.untold:
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
        page.remarks([_field(page, each) for each in untold], IN)


def _next(page: Page, told: Imported) -> None:
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
