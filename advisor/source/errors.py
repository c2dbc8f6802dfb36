"""What the library raises: every error is an AdvisorError, and one about a file a SourceError."""

from collections.abc import Iterable

from advisor.source.diagnostic import Diagnostic


class AdvisorError(Exception):
    """Everything that this library raises on purpose."""


class SourceError(AdvisorError):
    """Text that cannot be used. `diagnostics` holds every problem found; `str` joins them."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics: tuple[Diagnostic, ...] = tuple(diagnostics)
        super().__init__(self.diagnostics)

    def __str__(self) -> str:
        return "\n".join(str(diagnostic) for diagnostic in self.diagnostics)


class PlaybookError(SourceError):
    """A playbook that cannot be used."""


class StateError(SourceError):
    """A freelancer's state that cannot be used."""


class ScenarioError(SourceError):
    """A scenario file that cannot be used."""


class AdviceError(SourceError):
    """Saved advice that cannot be used."""


class ExportError(SourceError):
    """A file that is no export of the platform, or a broken one."""


class SelectionError(AdvisorError):
    """A name that stands for nothing in the playbook or the state, or names that stand for all rules.

    `message` says so, `hint` what to name instead; `str` joins them.
    """

    def __init__(self, message: str, hint: str) -> None:
        self.message, self.hint = message, hint
        super().__init__(f"{message}: {hint}")


class EventError(AdvisorError):
    """An event that the histories of a playbook cannot hold as it is told.

    `argument` names what is wrong of that which was given, such as "reply"; "" where it is the whole.
    """

    def __init__(self, message: str, argument: str = "") -> None:
        self.argument = argument
        super().__init__(message)


class DayError(AdvisorError, ValueError):
    """A day that is none: it says what is taken.  A ValueError, too."""


class EngineError(AdvisorError):
    """An engine that refused a program or failed in a run: a defect of ours, never of a file."""
