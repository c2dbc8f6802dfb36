"""The platform's exports, read and imported into the text of a state, with an account of each fact."""

import os
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from advisor.advice.api import Playbook, ordinal_of
from advisor.advice.interview import Asks, Interview
from advisor.advice.names import ReviewWords
from advisor.engine.run import Run
from advisor.facts.not_written import not_written
from advisor.facts.state import State
from advisor.source.diagnostic import Diagnostic
from advisor.source.errors import ExportError, SourceError
from advisor.source.record import record
from advisor.upwork.exports.model import Export, ImportResult
from advisor.upwork.exports.partial_sums import until
from advisor.upwork.exports.recognise import read_export, size_of
from advisor.upwork.exports.update_state import OPENING, update_state
from advisor.upwork.report.missing_facts import missing_facts
from advisor.upwork.report.view import ImportView


def read_exports(files: Sequence[str], progress: Callable[[int], None] | None = None) -> tuple[Export, ...]:
    """What the files hold, in their order.  Raises ExportError with the problems of all of them.

    `progress` gets the number of bytes read so far, of all files, once in a while.
    """
    exports: list[Export] = []
    problems: list[Diagnostic] = []
    begun = 0
    for path, short in zip(files, short_names(files), strict=True):
        of_file = progress and partial(_told, progress, begun)
        try:
            exports += read_export(path, short=short, progress=of_file).parts
        except SourceError as error:
            problems += error.diagnostics
        begun += size_of(path)
    if problems:
        raise ExportError(problems)
    return tuple(exports)


def _told(progress: Callable[[int], None], begun: int, done: int) -> None:
    progress(begun + done)


def short_names(files: Sequence[str]) -> list[str]:
    """What files are called in a state: their base names, or the shortest endings that tell them apart."""
    paths = [tuple(os.path.abspath(path).split(os.sep)) for path in files]
    return ["/".join(_ending(path, [other for other in paths if other != path])) for path in paths]


def _ending(path: tuple[str, ...], others: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    endings = (path[-size:] for size in range(1, len(path) + 1))
    return next((end for end in endings if not any(other[-len(end) :] == end for other in others)), path)


@record
class ImportedState:
    """A state after an import: its text before and now, what follows from it, and what became of facts."""

    before: str
    text: str
    state: State
    run: Run
    playbook: Playbook
    exports: tuple[Export, ...]
    account: ImportResult
    as_of: date | None

    def view(self, file: str, *, written: bool, command: str = "") -> ImportView:
        """The account for a reader, who calls the state `file`, with what is still not known."""
        facts, reviewed = self.run.facts, (self.run, self.playbook.advise(self.run))
        interview = Interview(self.playbook, self.state, self.as_of, asks=Asks.BOTH, reviewed=reviewed)
        asking = interview.asking
        words = ReviewWords(self.playbook.program, self.run.view)
        rows = [row for entity in facts.schema.sections.values() for row in facts.rows[entity.name]]
        return ImportView(
            file=file,
            day=facts.as_of,
            written=written,
            changed=self.text != self.before,
            exports=self.exports,
            account=self.account,
            schema=facts.schema,
            labels={row.path: words.subject(row).label for row in rows},
            missing_facts=missing_facts(facts, interview.advice.questions),
            asked=interview.to_go,
            first=None if asking is None else asking.question,
            command=command,
        )


def import_exports(
    playbook: Playbook,
    exports: Sequence[Export],
    text: str = OPENING,
    *,
    name: str = "<text>",
    as_of: date | str | None = None,
) -> ImportedState:
    """The text of a state with what exports say, read on a day, else today.

    Raises StateError and CannotRewrite as `update_state`; diagnostics call the text `name`.
    """
    day = None if as_of is None else date.fromordinal(ordinal_of(as_of))
    read_on = (day or date.today()).toordinal()
    exports = [until(export, read_on) for export in exports]
    new, account = update_state(text, name, exports, playbook.program.schema, read_on)
    state = State.parse(new, name)
    with not_written(name):
        run = playbook.run(state, day)
    return ImportedState(text, new, state, run, playbook, tuple(exports), account, day)
