"""Message drafts keep the platform's conduct rules."""

from advisor.playbook.extensions import breaches
from advisor.playbook.model import RuleBase
from advisor.playbook.parse_rules import SourceRules
from advisor.playbook.reading import Problems


def check_drafts(playbook: RuleBase, source: SourceRules, problems: Problems) -> None:
    """`conduct`: a draft trades money or feedback for feedback, or presses for it."""
    del source
    for action in playbook.actions.values():
        if action.message is None:
            continue
        # A placeholder is read as a plain word, whatever it will be filled with.
        draft = "".join(part if isinstance(part, str) else "name" for part in action.message.parts)
        for breach in breaches(draft):
            message = f'the message of "{action.id}" {breach.what}: "{breach.found}"'
            problems.add("conduct", action.message.location, message, breach.hint)
