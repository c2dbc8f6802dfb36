"""The rules of a playbook in the order in which a reader meets them: folder by folder, file by file."""

from advisor.playbook.model import Authority, Playbook, Rule, RuleSet
from advisor.source.record import record


@record
class Chapter:
    """The rules of one file, as they stand in it."""

    ruleset: RuleSet
    folder: str
    file: str
    rules: tuple[Rule, ...]


def chapters(playbook: Playbook) -> tuple[Chapter, ...]:
    """All rules: those that rest on documents before those of the platform, then by folder and file."""
    files: dict[str, list[Rule]] = {}
    for rule in sorted(playbook.rules, key=lambda rule: rule.location):
        files.setdefault(rule.location.file, []).append(rule)
    found = [
        Chapter(playbook.rulesets[rules[0].ruleset], rules[0].folder, file, tuple(rules))
        for file, rules in files.items()
    ]
    order = {folder: _is_platform(playbook, folder) for folder in {each.folder for each in found}}
    return tuple(sorted(found, key=lambda each: (order[each.folder], each.folder, each.file)))


def _is_platform(playbook: Playbook, folder: str) -> bool:
    """Whether most rules of the folder rest on nothing but what the platform says."""
    rules = [playbook.authorities(rule) for rule in playbook.rules if rule.folder == folder]
    return sum(Authority.DOCUMENT in authorities for authorities in rules) * 2 < len(rules)
