"""Steps and drafts of actions: conduct, and variants that nobody would ever read."""

from collections.abc import Sequence

from advisor.playbook.check.canonical_form import canonical
from advisor.playbook.check.clashes import clashing, parts_of, report_clash
from advisor.playbook.check.variables import Variables
from advisor.playbook.conditions import Condition, conjuncts_of
from advisor.playbook.conduct.breaches import ConductReader
from advisor.playbook.model import Action, RuleBase
from advisor.playbook.reading import Problems
from advisor.playbook.vocabulary import NumberForms, Template


def check_drafts(playbook: RuleBase, problems: Problems) -> None:
    """`conduct`: a draft says what no message may say."""
    if not playbook.conduct.never:
        return
    reader, spoken = ConductReader(playbook.conduct), playbook.conduct.language
    for action in playbook.actions.values():
        for template in (variant.text for variant in action.message):
            for breach in dict.fromkeys(
                b for text in _readings(template, spoken) for b in reader.breaches(text)
            ):
                message = f'the message of "{action.id}" {breach.what}: "{breach.found}"'
                problems.add("conduct", template.location, message, breach.instead)


def _readings(template: Template, spoken: str) -> tuple[str, ...]:
    """A text as it may read in a language: a placeholder is a plain word, whatever it will be filled with."""

    def reading(number: int) -> str:
        parts = (
            part.of(number, spoken) if isinstance(part, NumberForms) else part for part in template.parts
        )
        return "".join(part if isinstance(part, str) else "name" for part in parts)

    return tuple(dict.fromkeys((reading(1), reading(2))))


def check_variants(playbook: RuleBase, reported: Sequence[Condition], problems: Problems) -> None:
    """`never-holds` for a condition of a text, and `unreachable-text`: an earlier one holds wherever it does.

    `no-fallback` is a warning.  Tests that are `reported` already are to blame for nothing else.
    """
    for action in playbook.actions.values():
        for condition in action.conditions:
            variables = Variables(playbook.vocabulary, [condition], reported)
            clash = clashing(variables, list(parts_of(condition)))
            if clash:
                never = f'the action "{action.id}": this block never holds'
                report_clash("never-holds", never, clash, clash[-1], problems)
        for number, variant in enumerate(action.message):
            earlier = next((e for e in action.message[:number] if _holds_with(e.when, variant.when)), None)
            if earlier is not None:
                holds = "holds wherever it does" if earlier.when else 'has no "when"'
                message = f'the message of "{action.id}": this variant is never read'
                message += f", as the one at {earlier.text.location} {holds}"
                problems.add("unreachable-text", variant.text.location, message, "put it first, or remove it")
        _fallback(action, problems)


def _fallback(action: Action, problems: Problems) -> None:
    if action.message and all(variant.when is not None for variant in action.message):
        message = f'the message of "{action.id}" says nothing where none of its conditions holds'
        hint = 'end it with a variant without "when"'
        problems.warn("no-fallback", action.message[-1].text.location, message, hint)


def _holds_with(earlier: Condition | None, later: Condition | None) -> bool:
    """Whether the earlier condition plainly holds wherever the later one does."""
    if earlier is None or later is None:
        return earlier is None
    first, second = (frozenset(map(canonical, conjuncts_of(condition))) for condition in (earlier, later))
    return first <= second
