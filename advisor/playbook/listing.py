"""The rules of a playbook in the order in which a reader meets them: folder by folder, file by file."""

from advisor.playbook.model import Authority, Disabled, Rule, RuleBase, RuleSet
from advisor.source.record import record


@record
class Chapter:
    """The rules of one file, as they stand in it, and those among them that are disabled."""

    ruleset: RuleSet
    folder: str
    file: str
    rules: tuple[Rule, ...]
    disabled: tuple[Disabled, ...] = ()


def chapters(playbook: RuleBase) -> tuple[Chapter, ...]:
    """All rules: those that rest on documents before those of the platform, then by folder and file."""
    files: dict[str, list[Rule]] = {}
    disabled = {each.rule.id: each for each in playbook.disabled}
    rules = [*playbook.rules, *(each.rule for each in playbook.disabled)]
    for rule in sorted(rules, key=lambda rule: rule.location):
        files.setdefault(rule.location.file, []).append(rule)
    found = [
        Chapter(
            ruleset=playbook.rulesets[listed[0].ruleset],
            folder=listed[0].folder,
            file=file,
            rules=tuple(rule for rule in listed if rule.id not in disabled),
            disabled=tuple(disabled[rule.id] for rule in listed if rule.id in disabled),
        )
        for file, listed in files.items()
    ]
    order = {folder: _is_platform(playbook, folder) for folder in {each.folder for each in found}}
    return tuple(sorted(found, key=lambda each: (order[each.folder], each.folder, each.file)))


def _is_platform(playbook: RuleBase, folder: str) -> bool:
    """Whether most rules of the folder rest on nothing but what the platform says."""
    rules = [playbook.authorities(rule) for rule in playbook.rules if rule.folder == folder]
    return sum(Authority.DOCUMENT in authorities for authorities in rules) * 2 < len(rules)
