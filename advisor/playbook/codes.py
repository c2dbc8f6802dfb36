"""The codes of what is found in playbooks and states, each with its meaning; a meaning never changes."""

from collections.abc import Mapping
from types import MappingProxyType

CODES: Mapping[str, str] = MappingProxyType(
    {
        # Shapes and names
        "wrong-shape": "A mapping, a list or a text stands where another of them belongs.",
        "wrong-value": "A value is not of the type that its place asks for.",
        "wrong-type": "A path or a field is of another type than its place asks for.",
        "unknown-key": "A key that this mapping does not have.",
        "missing-key": "A key that this mapping must have, or that holds nothing.",
        "reserved-name": "A name that the language keeps for itself, or that no path could spell.",
        "bad-id": "An id that holds other signs than letters, digits, -, _ and .",
        "duplicate-id": "An id, a field or a word is declared twice.",
        "unknown-entity": "No entity has this name.",
        "unknown-field": "No field, link or conclusion has this name.",
        "unknown-policy": "The policy has no parameter of this name.",
        "unknown-action": "No action has this id.",
        "unknown-claim": "No claim has this id.",
        "unknown-document": "No document has this id.",
        "unknown-group": "No group of actions has this id.",
        "unknown-function": "No function has this name, or none for this entity.",
        "no-vocabulary": "Rules or actions are read without any entities that they could speak of.",
        "empty-playbook": "A folder holds no YAML files.",
        "no-project": "A file advisor.yaml that names none of the parts of a project.",
        # Playbooks that build on others
        "missing-playbook": "A playbook that is named, or extended, is not there or holds no YAML files.",
        "extends-cycle": "A playbook extends itself, through others, or through a folder around it.",
        "unknown-override": "An override names nothing that a playbook below it declares.",
        "idle-override": "An override that changes nothing.",
        "missed-rule": "A rule is disabled that alone advised an action, or drew a conclusion that is read.",
        # Vocabulary
        "bad-entity": "Entities are linked, owned or listed in a way that no state could be written in.",
        "one-formula": "A computed field has no formula, or several.",
        "computed-cycle": "A computed field needs its own value first.",
        # Conditions
        "bad-test": "What stands beside a field is no test of it.",
        "empty-block": "A block of conditions is empty where it would always hold, or a list of blocks is.",
        "bad-expression": "A calculation that cannot be read: a part is missing, or no expression has it.",
        "wrong-unit": "Amounts are added or compared that do not measure the same, such as money and days.",
        "unrelated-entity": "A quantifier ranges over entities that have nothing to do with the subject.",
        "never-holds": "A test, or a block inside a rule, that can never hold.",
        "always-holds": "A test that always holds.",
        "never-fires": "The conditions of a rule exclude each other.",
        "cause-out-of-force": "A rule is in force only while nothing draws a conclusion that it needs.",
        "negation-cycle": "A conclusion depends on its own absence.",
        # Rules and actions
        "one-verb": "A rule, or a consequence in its list, has no verb, or several.",
        "repeated-consequence": "Two consequences of one rule speak of one action, or draw one conclusion.",
        "missing-claim": "A rule cites no claim.",
        "never-in-force": "A rule ends before it begins.",
        "same-conditions": "Two rules of one verb have the same conditions.",
        "unused-conclusion": "A conclusion that no rule reads.",
        "unadvised-action": "An action that no rule advises.",
        "wrong-subject": "A rule speaks of an action for another kind of subject.",
        "rung-collision": "Two actions of a group stand on one rung, or are for different kinds of subjects.",
        "bad-placeholder": "Braces in a text that hold no path to a field.",
        "claim-without-carrier": "A claim that nothing carries in the way that its kind asks for.",
        "claim-carried-after-all": "A claim that is said not to be carried, and yet is cited.",
        "bad-ignore": "A comment to ignore a problem gives no reason, or names none that can be.",
        "unused-ignore": "A comment ignores a problem that is not there.",
        "conduct": "A message draft says what the playbook says no message may say.",
        "unreachable-text": "A variant of a draft that an earlier one keeps from ever being read.",
        "no-fallback": "A draft has variants, and no text for the cases in which no condition holds.",
        "bad-pattern": "A pattern of words, of what no message may say, that cannot be read or never counts.",
        "unknown-list": "No list of words has this name.",
        "unused-list": "A list of words that no pattern names.",
        # States
        "empty-state": "A state with nothing in it.",
        "computed-field": "A state sets a field that is computed.",
        "dangling-link": "A state refers to an entity that it does not list.",
        "bad-path": "A path to a fact leads nowhere, or not to one fact.",
        "constraint": "A state says what a constraint of the playbook rules out.",
        "small-percent": "A percentage up to 1 without a sign, which could be meant as a share.",
        "day-ahead": "A field that tells of the past holds a day to come.",
        "unknown-id": "A path names an entity or an event that the state does not hold.",
    }
)

# What may stay as it is with a reason: the playbook means one thing all the same.
IGNORABLE = frozenset(
    {
        "always-holds",
        "cause-out-of-force",
        "claim-carried-after-all",
        "claim-without-carrier",
        "conduct",
        "idle-override",
        "missed-rule",
        "missing-claim",
        "never-fires",
        "never-holds",
        "never-in-force",
        "no-fallback",
        "same-conditions",
        "unadvised-action",
        "unreachable-text",
        "unused-conclusion",
        "unused-list",
    }
)
