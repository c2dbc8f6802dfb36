"""`override:`: what a playbook changes in those below it, each change with its reason.

A layer may change what an earlier layer declares, never what it declares itself; the last word holds.
"""

from collections.abc import Mapping as ReadMapping
from collections.abc import Sequence
from dataclasses import replace

from advisor.playbook.extends import Layer
from advisor.playbook.grammar import (
    EXTENDED_CHOICE,
    OVERRIDDEN_ACTION,
    OVERRIDDEN_PARAMETER,
    OVERRIDDEN_RULE,
    OVERRIDE,
)
from advisor.playbook.model import Disabled, Overridden, Parameter, Rule
from advisor.playbook.parse_histories import HISTORY, STANDARD_CHOICES
from advisor.playbook.parse_keys import Keys, names_in, read_flag, read_scalar, read_shape, unique_entries
from advisor.playbook.reading import Problems, a
from advisor.playbook.shapes import ValueShape
from advisor.playbook.types import FieldType, read_value, speak
from advisor.playbook.units import Units
from advisor.playbook.vocabulary import event_of
from advisor.source.diagnostic import suggest
from advisor.source.record import record
from advisor.source.tree import Entry, Mapping, Node, Scalar, entries_of, mappings_of

_OVERRIDABLE = (
    ("policy", "parameter", OVERRIDDEN_PARAMETER),
    ("rules", "rule", OVERRIDDEN_RULE),
    ("actions", "action", OVERRIDDEN_ACTION),
    ("choices", "choice", EXTENDED_CHOICE),
)


@record
class Override:
    """One change: what it is about, what stands under its keys, and the reason."""

    about: Scalar
    keys: Keys
    because: str


def override_policy(
    policy: ReadMapping[str, Parameter], overrides: Sequence[Override], units: Units, problems: Problems
) -> tuple[dict[str, Parameter], tuple[Overridden, ...]]:
    """The policy with the values given, and what was changed.  Values that do not fit are reported."""
    overridden: dict[str, Overridden] = {}
    changed = dict(policy)
    for override in overrides:
        name, parameter = override.about.text, changed.get(override.about.text)
        what = f'the override of the parameter "{name}"'
        if parameter is None:
            continue
        value = read_scalar(override.keys["value"], parameter.kind, what, problems, units=units)
        if value is None:
            continue
        if value == parameter.value and not parameter.dated:
            message = f'"{name}" is {speak(value, parameter.kind, units)} without it'
            problems.warn("idle-override", override.about, message, "remove it")
        changed[name] = replace(parameter, value=value, dated=())
        was = policy[name].value
        overridden[name] = Overridden(name, was, override.because, override.about.location)
    return changed, tuple(overridden[name] for name in sorted(overridden))


def disable_rules(
    rules: Sequence[Rule], overrides: Sequence[Override], problems: Problems
) -> tuple[tuple[Rule, ...], tuple[Disabled, ...]]:
    """The rules that are used, and those that are disabled."""
    by_id = {rule.id: rule for rule in rules}
    disabled: dict[str, Disabled] = {}
    for override in overrides:
        name, rule = override.about.text, by_id.get(override.about.text)
        node, what = override.keys.get("disabled"), f'the override of the rule "{name}", disabled'
        flag = read_flag(node, what, problems) if node is not None else None
        if rule is None or flag is None:
            continue
        if flag == (name in disabled):
            state = "disabled already" if flag else "not disabled"
            problems.warn("idle-override", override.about, f'the rule "{name}" is {state}', "remove it")
        if flag:
            disabled[name] = Disabled(rule, override.because, override.about.location)
        else:
            disabled.pop(name, None)
    used = tuple(rule for rule in rules if rule.id not in disabled)
    return used, tuple(disabled[name] for name in sorted(disabled))


def read_overrides(layers: Sequence[Layer], problems: Problems) -> dict[str, list[Override]]:
    """The changes that layers make to earlier ones, by the section that they are in; others are reported."""
    changes: dict[str, list[Override]] = {key: [] for key, _, _ in _OVERRIDABLE}
    below: dict[str, set[str]] = {key: set() for key, _, _ in _OVERRIDABLE}
    for layer in layers:
        own = {
            "policy": names_in(layer.sections("policy")),
            "rules": _rule_ids(layer.sections("rules")),
            "actions": names_in(layer.sections("actions")),
            "choices": _choices(layer.sections("entities")),
        }
        sections = [read_shape(node, '"override"', OVERRIDE, problems) for node in layer.sections("override")]
        for key, noun, shape in _OVERRIDABLE:
            nodes = [keys[key] for keys in sections if keys and key in keys]
            for entry in unique_entries(nodes, f"override, {key}", problems):
                if entry.key.text in below[key]:
                    changes[key] += _override(entry, noun, shape, problems)
                else:
                    _refuse(entry.key, noun, below[key], own[key], problems)
            below[key] |= own[key]
    return changes


def _override(entry: Entry, noun: str, shape: ValueShape, problems: Problems) -> list[Override]:
    what = f'the override of the {noun} "{entry.key.text}"'
    keys = read_shape(entry.value, what, shape, problems)
    because = keys.text("because") if keys else ""
    if keys is not None and shape is OVERRIDDEN_RULE and "disabled" not in keys and "set" not in keys:
        hint = 'write "disabled: true", or under "set:" what shall be otherwise'
        problems.add("missing-key", entry.value, f'{what} lacks "disabled"', hint)
    return [Override(entry.key, keys, because)] if keys and because else []


def _refuse(name: Scalar, noun: str, below: set[str], own: set[str], problems: Problems) -> None:
    if name.text in own:
        message = f'the {noun} "{name.text}" is declared in this playbook itself'
        hint = "change it there; an override is for what another playbook declares"
    else:
        message = f'no playbook below this one has {a(noun)} "{name.text}"'
        hint = f"only what another playbook declares can be overridden; this one extends none with {noun}s"
        hint = suggest(name.text, below) or (f"name one of its {noun}s" if below else hint)
    problems.add("unknown-override", name, message, hint)


def _rule_ids(sections: list[Node]) -> set[str]:
    nodes = (rule.get("id") for node in sections for rule in mappings_of(node))
    return {node.text.strip() for node in nodes if isinstance(node, Scalar)}


def _choices(sections: list[Node]) -> set[str]:
    """The fields with words to choose from, as "contract.status"; those of standard records, too."""
    entities = [entity for section in sections for entity in entries_of(section)]
    recorded = {
        f"{event_of(entity.key.text)}.{field}"
        for entity in entities
        if isinstance(entity.value, Mapping) and _is_yes(entity.value.get(HISTORY))
        for field in STANDARD_CHOICES
    }
    return recorded | {
        f"{entity.key.text}.{field.key.text}"
        for entity in entities
        for field in entries_of(entity.value.get("fields") if isinstance(entity.value, Mapping) else None)
        if isinstance(field.value, Mapping) and field.value.get("of") is not None
    }


def _is_yes(node: Node | None) -> bool:
    return isinstance(node, Scalar) and read_value(node.text, FieldType.FLAG) is True
