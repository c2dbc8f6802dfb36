"""Rules and their conditions as branches: what holds, what does not, and where each value is written."""

import os
from collections.abc import Iterable, Iterator

from advisor.advice.explain_model import Cited, ConditionResult, Evidence, Instance, RuleTrace
from advisor.reports.problems.for_ci import path_from
from advisor.reports.terminal.layout import Branch, Page
from advisor.reports.terminal.style import TerminalStyle
from advisor.reports.wording import listed
from advisor.shipped import shipped_playbook
from advisor.source.diagnostic import Location

_MANY = 6  # values told at once of those that a value is computed from
_ORIGINS = 2  # places told of those that a value was imported from
_WIDE = 60  # cells from which on files are named with their folders
_SUPPOSED = "--set"


class ConditionTree:
    """Tells points in a look.

    Files are named as seen from the folder `root`; where it is narrow, without their folders.  What a claim
    says is told once; `cited` holds the claims that were told, in order.
    """

    def __init__(self, look: TerminalStyle, root: str) -> None:
        self.look, self.root = look, root
        self.cited: dict[str, Cited] = {}

    def place(self, location: Location | None) -> str:
        """ "rules/policy.yaml:26"; "" for what is written nowhere."""
        if location is None:
            return ""
        if location.file == _SUPPOSED:
            return "supposed by --set"
        file = location.file if location.file.startswith("<") else self._file(location.file)
        shown = file if self.look.width >= _WIDE else file.rpartition("/")[2]
        return self.look.clean(f"{shown}:{location.line}")

    def _file(self, file: str) -> str:
        """The name of a file; in the playbook that comes with the advisor, as seen from its folder."""
        shown = path_from(file, self.root)
        return path_from(file, os.path.dirname(shipped_playbook())) if os.path.isabs(shown) else shown

    def voice(self, voice: RuleTrace) -> Branch:
        """A rule that fired: its sentence, its conditions, and what it rests on."""
        where = self.look.dot.join([self.look.clean(voice.rule), self.place(voice.location)])
        below = [branch for point in voice.points for branch in self.point(point)]
        return Branch(
            ((self.look.clean(voice.text), ""), (where, "dim")),
            (*below, *(self._claim(claim) for claim in voice.claims)),
        )

    def voices(self, voices: Iterable[RuleTrace]) -> list[Branch]:
        """Rules that fired, but for those told before."""
        return [self.voice(voice) for voice in voices if not voice.again]

    def again(self, voices: Iterable[RuleTrace]) -> str:
        """ "as told above, by close-when-due"; "" where all are told here."""
        told = [self.look.clean(voice.rule) for voice in voices if voice.again]
        return f"as told above, by {listed(told)}" if told else ""

    def point(self, point: ConditionResult) -> list[Branch]:
        """A condition that holds, with what shows it."""
        below = [*self.founds(point.found), *self.voices(point.voices)]
        below += [self._case(case) for case in point.cases]
        below += [Branch(((f"and {point.others:,} more", "dim"),))] if point.others else []
        below += [branch for part in point.parts for branch in self.point(part)]
        remarks = [self.again(point.voices), self.look.clean(point.note)]
        text = [(self.sentence(point.text), ""), *((remark, "dim") for remark in remarks if remark)]
        return [Branch(tuple(text), tuple(below))]

    def sentence(self, text: str) -> str:
        """A clause as a sentence of its own, without a full stop."""
        text = self.look.clean(text)
        return text[:1].upper() + text[1:]

    def founds(self, found: Iterable[Evidence]) -> Iterator[Branch]:
        """Values with their places, and below each what it is computed from."""
        for each in found:
            only = each.of[0] if len(each.of) == 1 and not each.of[0].of else None
            text = self.found(each) if only is None else f"{self.found(each)}; {self.found(only)}"
            below = list(self.founds(each.of[:_MANY])) if only is None else []
            more = len(each.of) - _MANY
            below += [Branch(((f"and {more:,} more", "dim"),))] if more > 0 else []
            yield Branch(((text, "dim"),), tuple(below))

    def found(self, found: Evidence) -> str:
        """ "last activity: 1 May 2026 (laura.yaml:34)"."""
        name = f"{found.name} of {found.owner}" if found.owner else found.name
        value = found.value if found.known else "not known" if found.of else "nothing is written"
        place = "as nothing else is written" if found.assumed else self.place(found.location)
        place += self.origins(found)
        return self.look.clean(f"{name}: {value}") + (f" ({place})" if place else "")

    def origins(self, found: Evidence) -> str:
        """ ", from weekly.csv, row 80"; "" for a value that no import wrote."""
        origins = found.source.origins if found.source is not None else ()
        places = [", ".join(part for part in (each.file, each.place) if part) for each in origins[:_ORIGINS]]
        if (more := len(origins) - _ORIGINS) > 0:
            places.append(f"and {more:,} more")
        return f", from {'; '.join(places)}" if places else ""

    def _case(self, case: Instance) -> Branch:
        return self.case_of(case, [branch for point in case.points for branch in self.point(point)])

    def case_of(self, case: Instance, below: Iterable[Branch]) -> Branch:
        """One of related things by its label and place, and what hangs below it."""
        place = self.place(case.location)
        label = self.look.clean(case.subject.label)
        return Branch(((f"{label} ({place})" if place else label, ""),), tuple(below))

    def _claim(self, claim: Cited) -> Branch:
        name = self.look.clean(claim.id)
        if claim.id in self.cited:
            return Branch(((f"It rests on {name}, told above", "dim"),))
        self.cited[claim.id] = claim
        return Branch(((f"It rests on {name}: {self.look.clean(claim.says)}", ""),))


def sources(page: Page, cited: Iterable[Cited]) -> None:
    """The documents that claims come from, each with its claims and the sections where they stand."""
    look = page.look
    documents: dict[tuple[str, str], list[str]] = {}
    for claim in cited:
        at = f"{claim.id} ({claim.section})" if claim.section.strip("- ") else claim.id
        documents.setdefault((claim.document, claim.authority.value), []).append(at)
    if documents:
        page.blank()
        page.add("Sources", style="green")
        page.blank()
    for (title, authority), claims in documents.items():
        whose = "today's platform" if authority == "platform" else "a document"
        page.add(f"{look.clean(title)} ({whose})", mark=look.bullet)
        page.add(look.clean(", ".join(claims)), 2, style="dim")
