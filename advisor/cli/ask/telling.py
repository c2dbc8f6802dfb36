"""A person tells of something new: what comes first, triage and its details, kept until all is told."""

from advisor.advice.forms import TYPED
from advisor.advice.interview import Asks, Interview
from advisor.cli.ask.answer_store import AnswerStore
from advisor.cli.ask.dialogue import Dialogue
from advisor.cli.shared.streams import write_error
from advisor.facts.new_row import LONGEST_NAME, named, naming_fields
from advisor.facts.typed.words import is_not_known
from advisor.playbook.vocabulary import Entity
from advisor.reports.intake import intake_question_text, understood_text
from advisor.source.encoding import forbidden_in_value
from advisor.source.tree import Entry, Mapping, Scalar


class Telling(Dialogue):
    """Questions about one thing after the other; `store` keeps all that was told, and writes nothing."""

    def __init__(self, interview: Interview) -> None:
        super().__init__(interview, AnswerStore("", None), None)

    def about(self, path: str) -> bool:
        """Ask what comes first about what stands at a path; False where somebody says stop."""
        self.interview = self._anew(self.interview, path)
        return self._ask_all()

    def _ask_all(self, label: str = "") -> bool:
        goes_on, named = True, label
        while goes_on and (asking := self.interview.asking) is not None:
            write_error(intake_question_text(asking, self.style, labelled=bool(named)))
            goes_on, named = self._answer(), ""
        return goes_on

    def triage(self, path: str) -> bool:
        """Ask only what has happened to one that is there, if it is time; False where somebody says stop."""
        before = self.interview
        self.interview = self._anew(before, path)
        asking = self.interview.asking
        while asking is not None and not asking.options:  # what comes first can wait
            self.interview = self.interview.put_off()
            asking = self.interview.asking
        return self._ask_all(path)

    def of_new(self, entity: Entity, *, more: str = "") -> bool:
        """Ask about a new one; False where nothing more is to be told, or somebody says stop.

        `more` is what to type where there is none.
        """
        name = self._name(entity, more)
        if name is None:
            return False
        first, *others = [part.strip() for part in name.split(";") if part.strip()] or [entity.called]
        path = self._begun(entity, first)
        known = len(self.store.changes.entries)
        goes_on = self.about(path)
        told = self.store.changes.entries[known:]
        for other in others:
            self._alike(self._begun(entity, other), path, told)
        return goes_on

    def _begun(self, entity: Entity, name: str) -> str:
        """Add a new one of a name; its path."""
        key, new = named(entity, name, self.interview.run.facts, TYPED)
        self._add(new)
        return f"{entity.section}.{key}"

    def _alike(self, path: str, other: str, told: tuple[Entry, ...]) -> None:
        """What was told of another one holds of this one as well."""
        facts = [
            Entry(Scalar(path + entry.key.text.removeprefix(other), False, TYPED), entry.value)
            for entry in told
            if entry.key.text.startswith(f"{other}.")
        ]
        if facts:
            changes = Mapping(tuple(facts), TYPED)
            self.interview = self.interview.with_facts(changes)
            self.store.keep(changes)

    def of_record(self, entity: Entity, owner: str, number: int) -> bool:
        """Ask about a further record that is listed inside a single entity."""
        path = f"{owner}.{entity.section}.{number}"
        self._add(Entry(Scalar(path, False, TYPED), Mapping((), TYPED)))
        return self.about(path)

    def _add(self, new: Entry) -> None:
        changes = Mapping((new,), TYPED)
        self.interview = self.interview.with_facts(changes)
        self.store.keep(changes)

    def _name(self, entity: Entity, more: str) -> str | None:
        """The title or name of a new one; None for none."""
        fields = naming_fields(entity)
        if not fields:
            return ""
        question = entity.fields[fields[0]].ask or f"What is the {entity.called} called?"
        write_error(f"{self.style.clean(question)}{more}\n")
        while (line := self.lines.read()) is not None:
            name = " ".join(line.split())
            if name.lower() in ("?", "help", "back"):
                write_error(
                    f"  Type what you call it, or Enter for none. Add it later: advisor add {entity.name}\n"
                )
                continue
            if not name or is_not_known(name) or name.lower() in ("stop", "quit", "exit", "no", "done"):
                return None
            wrong = forbidden_in_value(name)
            if not wrong and len(name) <= LONGEST_NAME:
                return name
            write_error(f"  Write it with at most {LONGEST_NAME} signs of a line.\n")
        return None

    def _note(self, after: Interview) -> None:
        self.store.keep(after.entries)
        self.interview = after
        write_error(understood_text(after.given[-1], self.style))

    @staticmethod
    def _anew(interview: Interview, path: str) -> Interview:
        return Interview(interview.playbook, interview.state, interview.as_of, about=path, asks=Asks.INTAKE)
