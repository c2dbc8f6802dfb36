"""A first rule of one's own with its two scenarios: files that pass at once, and say what to change."""

import datetime
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice

from advisor.advice.api import Playbook
from advisor.playbook.load import load_playbook
from advisor.playbook.model import Action, RuleBase
from advisor.playbook.types import FieldType
from advisor.playbook.units import Units
from advisor.playbook.vocabulary import Entity, Field
from advisor.scenarios.load import load_scenarios
from advisor.scenarios.run import run_scenarios
from advisor.source.errors import SourceError
from advisor.source.record import record

RULESET, DOCUMENT = "my-rules", "MINE"
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", re.ASCII)
_LONGEST = 60
_SUBJECT = "example-1"
# What a first condition may ask of a field: the test, a value that passes, and the nearest that does not.
_TESTS = {
    FieldType.COUNT: ('">= 3"', "3", "2"),
    FieldType.MONEY: ('">= {}"', "100", "99"),
    FieldType.PERCENT: ('">= 50"', "50", "49"),
    FieldType.HOURS: ('">= 10"', "10", "9"),
    FieldType.RATING: ('"<= 3"', "3", "4"),
    FieldType.FLAG: ("true", "true", "false"),
}
# Nothing to YAML; devices to Windows, where no file may have such a name; the file that names the playbook.
_TAKEN_WORDS = frozenset({"null", "con", "prn", "aux", "nul", "playbook"})


@record
class Wish:
    """What the rule is to be called, whom it is about, and what it advises: None for an action of its own."""

    id: str
    entity: Entity
    action: Action | None
    day: datetime.date


@record
class Scaffold:
    """The two files: the rule, and its scenarios."""

    rule: str
    scenarios: str


def bad_id(name: str) -> str:
    """Why a rule cannot be called so; "" where it can."""
    if len(name) > _LONGEST:
        return f"it is longer than {_LONGEST} letters"
    if not _ID.fullmatch(name):
        return "a new rule is called in lower-case words with hyphens, such as ask-for-a-deposit"
    return "to a computer the word means something else" if name in _TAKEN_WORDS else ""


def scaffolds(playbook: RuleBase, wish: Wish) -> Iterator[Scaffold]:
    """Scaffolds on top of a playbook, the best first: each turns on another field of the entity."""
    order = list(_TESTS)
    fields = list(wish.entity.fields.values())
    fields.sort(key=lambda field: order.index(field.kind) if field.kind in order else len(order))
    for field in fields:
        test = _test(field, playbook.words.units)
        if test is not None:
            text, passing, failing = test
            rule = _rule_file(playbook, wish, field, text)
            yield Scaffold(rule, _scenario_file(wish, field, passing, failing))


def _test(field: Field, units: Units) -> tuple[str, str, str] | None:
    """A test of the field as it is written, with a value that passes and one that does not."""
    if field.kind is FieldType.CHOICE:
        words = [word for word in field.choices if re.fullmatch(r"[a-z][a-z-]*", word)]
        return (words[0], words[0], words[1]) if len(words) > 1 else None
    test, passing, failing = _TESTS.get(field.kind, ("", "", ""))
    return (test.format(units.amount(passing)), passing, failing) if test else None


def _rule_file(playbook: RuleBase, wish: Wish, field: Field, test: str) -> str:
    name, entity = wish.id, wish.entity.name
    label = next(iter(_texts_of_label(wish.entity)), "")
    title = "" if playbook.rulesets.get(RULESET) else "title: My own rules\n"
    about, needs = (f" about {{{label}}}", f" {{{label}}} needs it") if label else ("", "")
    document = f'documents:\n  {DOCUMENT}: {{title: "My own experience", authority: document}}\n'
    action = f"""
# What is recommended. To advise one that there is already, name it above and remove this;
# "advisor rules list" shows them.
actions:
  {name}:
    for: {entity}
    title: "Say here what to do{about}"
    steps: ["Say how to begin."]
    effort: low                # low, medium or high
"""
    return f"""\
# A rule of your own. It works as it stands; make it yours from the top to the bottom.
ruleset: {RULESET}
{title}rules:
  - id: {name}
    for: {entity}
    when:                      # all conditions below must hold; add yours, one a line
      {field.name}: {test}{_comment(field.ask)}
    advise: {wish.action.id if wish.action else name}
    priority: medium           # critical, high, medium or low
    because: "Say here why{needs}."
    claims: [{name}]

# What the rule rests on: what you have seen or read, in your own words.
{"" if DOCUMENT in playbook.documents else document}claims:
  {name}:
    {{document: {DOCUMENT}, section: {name}, kind: rule,
     says: "Say here what experience has taught you."}}
{"" if wish.action else action}"""


def _scenario_file(wish: Wish, field: Field, passing: str, failing: str) -> str:
    action, single = wish.action.id if wish.action else wish.id, wish.entity.single
    subject, item = ("", action) if single else (f" subject: {_SUBJECT},", f"{action}@{_SUBJECT}")
    return f"""\
# Where {wish.id} speaks, and the nearest case in which it must not: one fact differs.
# Whoever changes the rule changes these with it.
scenarios:
{_scenario(wish, field, passing, "speaks")}
      recommended: [{{action: {action},{subject} by: {wish.id}}}]

{_scenario(wish, field, failing, "is silent")}
      not_recommended: [{item}]
"""


def _scenario(wish: Wish, field: Field, value: str, does: str) -> str:
    return f"""\
  - name: {wish.id} {does} where {field.name} is {value}
    as_of: {wish.day.isoformat()}
    state:
{_state(wish.entity, field, value)}
    expect:"""


def _state(entity: Entity, field: Field, value: str) -> str:
    if entity.single:
        return f"      {entity.section}: {{{field.name}: {value}}}"
    facts = {entity.key: _SUBJECT, **{link: f"example-{link}" for link in entity.links}}
    facts |= dict.fromkeys(_texts_of_label(entity), "Example")
    facts[field.name] = value
    row = ", ".join(f"{name}: {fact}" for name, fact in facts.items())
    return f"      {entity.section}:\n        - {{{row}}}"


def _texts_of_label(entity: Entity) -> list[str]:
    """The texts in the entity's label, such as its title."""
    paths = entity.label.paths if entity.label is not None else ()
    texts = [path.name for path in paths if not path.hops and path.kind is FieldType.TEXT]
    return [name for name in texts if name != entity.key]


def _comment(text: str) -> str:
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return f"    # {plain}" if plain else ""


def paths_in(folder: str, name: str) -> tuple[str, str]:
    """Where the two files of a rule stand below a folder: the rule, and its scenarios."""
    folder = "" if folder == os.curdir else folder
    rule, scenarios = (os.path.join(folder, kind, f"{name}.yaml") for kind in ("my-rules", "my-scenarios"))
    return rule, scenarios


_TRIALS = 8  # each reads the whole playbook once


def first_that_passes(candidates: Iterable[Scaffold], folders: tuple[str, ...]) -> Scaffold | None:
    """The first scaffold that is sound on top of the playbook in the folders, and whose scenarios pass."""
    return next((scaffold for scaffold in islice(candidates, _TRIALS) if _passes(scaffold, folders)), None)


def _passes(scaffold: Scaffold, folders: tuple[str, ...]) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        rule, scenarios = os.path.join(folder, "rule.yaml"), os.path.join(folder, "scenarios.yaml")
        for path, text in ((rule, scaffold.rule), (scenarios, scaffold.scenarios)):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        loaded = load_playbook((*folders, rule))
        if any(diagnostic.location.file == rule for diagnostic in loaded.diagnostics):
            return False
        try:
            playbook = Playbook.load(*folders, rule)
            results = run_scenarios(playbook, load_scenarios((scenarios,), playbook))
        except SourceError:
            return False
        return all(result.passed for result in results)
