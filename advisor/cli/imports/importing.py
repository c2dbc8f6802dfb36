"""What comes of an import: the new text of a state, checked before it is written, and the account of it."""

import os
from collections.abc import Sequence
from datetime import date

from advisor.advice.api import Playbook
from advisor.advice.interview import Interview
from advisor.advice.wording import ReviewWords
from advisor.cli.shared.action_argument import as_typed
from advisor.engine.run import Run
from advisor.facts.state import State
from advisor.upwork.exports.model import Export, ImportResult
from advisor.upwork.exports.update_state import OPENING, update_state
from advisor.upwork.report.missing_facts import missing_facts
from advisor.upwork.report.view import ImportView


class Importing:
    """An import into the state at `path` ("-": printed); `text` is its new text once it is made."""

    def __init__(self, playbook: Playbook, path: str, exports: Sequence[Export], as_of: date | None) -> None:
        self.playbook, self.path, self.exports, self.as_of = playbook, path, tuple(exports), as_of
        self.opening = OPENING
        self.before = self.text = ""
        self._account: ImportResult | None = None
        self._state: State | None = None
        self._run: Run | None = None

    def present(self) -> str:
        """The text of the state, or the opening of one that is not there yet.  Raises SourceError."""
        if self.path == "-" or not os.path.exists(self.path):
            return self.opening
        from advisor.source.atomic_write import read_whole

        return read_whole(self.path)

    def changed(self, text: str) -> str:
        """The new text of the state.  Raises StateError where the old or the new one is invalid."""
        day = (self.as_of or date.today()).toordinal()
        self.before, (self.text, self._account) = (
            text,
            update_state(text, self._name, self.exports, self.playbook.program.schema, day),
        )
        self._state = State.parse(self.text, self._name)
        self._run = self.playbook.run(self._state, self.as_of)
        return self.text

    @property
    def run(self) -> Run:
        """What follows from the new state."""
        assert self._run is not None
        return self._run

    def told(self, *, written: bool) -> ImportView:
        """The account of it for a reader, with what follows from the new state."""
        assert self._account is not None
        assert self._state is not None
        run, advice = self.run, self.playbook.advise(self.run)
        interview = Interview(self.playbook, self._state, self.as_of, reviewed=(run, advice))
        asking = interview.asking
        return ImportView(
            file=self.path,
            day=run.facts.as_of,
            written=written,
            changed=self.text != self.before,
            exports=self.exports,
            account=self._account,
            schema=run.facts.schema,
            labels=self._labels(run),
            missing_facts=missing_facts(run.facts, interview.advice.questions),
            asked=interview.to_go,
            first=None if asking is None else asking.question,
            command=as_typed("ask", self.path) if written and self.path != "-" else "",
        )

    @property
    def _name(self) -> str:
        return "<stdout>" if self.path == "-" else self.path

    def _labels(self, run: Run) -> dict[str, str]:
        naming = ReviewWords(self.playbook.program, run.view)
        sections = run.facts.schema.sections.values()
        return {row.path: naming.subject(row).label for each in sections for row in run.facts.rows[each.name]}
