"""Where the answers of an interview are kept: in the state, in an overlay upon it, or nowhere."""

from collections.abc import Callable

import click

from advisor.cli.shared.state_file import open_state_file, refuse_unwritable
from advisor.facts import rewrite_state as rewriting
from advisor.facts.schema import Schema
from advisor.reports.terminal.printable import one_line
from advisor.source.diagnostic import Location
from advisor.source.tree import Entry, Mapping, Scalar

TextChange = Callable[[str, Mapping], str]

_INSTEAD = "Keep your answers in a file of their own: add --overlay answers.yaml."


class AnswerStore:
    """Keeps answers in a file by `edit` of its text (None: nowhere); a new file begins with `opening`."""

    def __init__(self, path: str, edit: TextChange | None, opening: str = "") -> None:
        self.path, self.edit, self.opening = path, edit, opening
        self._steps: list[tuple[Mapping, str, str]] = []

    @property
    def announced(self) -> str:
        """Where answers will go, in a sentence."""
        if self.edit is None:
            return "Dry run: nothing is written."
        return f"Your answers are saved in {one_line(self.path)} as you go."

    @property
    def outcome(self) -> str:
        """Where the answers are, in a sentence; "" where there are none."""
        kept = sum(len(changes.entries) for changes, _, _ in self._steps)
        if not kept:
            return ""
        answers = "Your answer is" if kept == 1 else f"Your {kept:,} answers are"
        return f"{answers} " + (
            f"saved in {one_line(self.path)}." if self.edit else "not saved, as this is a dry run."
        )

    @property
    def changes(self) -> Mapping:
        """All that was kept, in order."""
        entries = tuple(entry for changes, _, _ in self._steps for entry in changes.entries)
        return Mapping(entries, Location(self.path or "<typed>", 1, 1))

    @property
    def is_written(self) -> bool:
        """Whether a file holds the answers."""
        return self.edit is not None and bool(self._steps)

    def keep(self, changes: Mapping) -> None:
        """Keep further answers.  Raises what click shows, or SourceError, where they cannot be written."""
        if not changes.entries:
            return
        facts = "; ".join(
            f"{entry.key.text}: {entry.value.text if isinstance(entry.value, Scalar) else '...'}"
            for entry in changes.entries
        )
        answers = "Your answer was" if len(changes.entries) == 1 else "Your answers were"
        instead = one_line(f"{answers} {facts}. {_INSTEAD}")
        before, after = self._rewritten(lambda text: self._edited(text, changes), instead, one_line(facts))
        self._steps.append((changes, before, after))

    def take_back(self) -> None:
        """Take back what was kept last: by its text, unless the file was changed by others since."""
        changes, before, after = self._steps.pop()
        unknown = Scalar("null", False, Location(self.path, 1, 1))
        back = Mapping(tuple(Entry(entry.key, unknown) for entry in changes.entries), changes.location)
        self._rewritten(lambda text: before if text == after else self._edited(text, back))

    def _edited(self, text: str, changes: Mapping) -> str:
        return text if self.edit is None else self.edit(text, changes)

    def _rewritten(self, change: Callable[[str], str], instead: str = "", what: str = "") -> tuple[str, str]:
        """Change the file; its text before and after.  `what` tells of it whoever takes it back."""
        if self.edit is None:
            return "", ""
        with open_state_file(self.path, instead=instead, opening=self.opening) as file:
            before = file.text
            file.text, file.what = change(before), what
        return before, file.text


def answer_store(state: str, overlay: tuple[str, ...], schema: Schema, *, dry_run: bool) -> AnswerStore:
    """Where answers go: the last overlay, else the state.  Raises a usage error where neither can be."""
    if dry_run:
        return AnswerStore("", None)
    if overlay:
        if overlay[-1] == "-":
            raise click.UsageError("The last --overlay receives the answers: name a file.")
        refuse_unwritable(overlay[-1])
        named = "<stdin>" if state == "-" else one_line(state)
        opening = f"# Answers for {named}, as paths and values.\n"
        return AnswerStore(
            overlay[-1], lambda text, changes: rewriting.rewrite_overlay(text, overlay[-1], changes), opening
        )
    if state == "-":
        raise click.UsageError("Standard input cannot be written to: add --overlay FILE for the answers.")
    refuse_unwritable(state)
    return AnswerStore(state, lambda text, changes: rewriting.rewrite_state(text, state, changes, schema))
