"""A first rule of one's own, with a field and two scenarios: they pass at once, and say what to change."""

import datetime
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice

from advisor.advice.advise import Adviser
from advisor.advice.api import Playbook
from advisor.engine.run import Program
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
_FITS = "fits_"
# What a second condition may ask of a field that is there: the test, and a value that passes.
_TESTS = {
    FieldType.COUNT: ('">= 3"', "3"),
    FieldType.MONEY: ('">= {}"', "100"),
    FieldType.PERCENT: ('">= 50"', "50%"),
    FieldType.HOURS: ('">= 10"', "10"),
    FieldType.RATING: ('"<= 3"', "3"),
    FieldType.FLAG: ("true", "true"),
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


def own_field(name: str) -> str:
    """What the field is called that comes with a rule of that name."""
    return f"{_FITS}{name.replace('-', '_')}"


def scaffolds(playbook: RuleBase, wish: Wish) -> Iterator[Scaffold]:
    """Scaffolds on top of a playbook, the best first: on the field of its own alone, and with another one."""
    yield _scaffold(playbook, wish, "", {})
    order = list(_TESTS)
    fields = list(wish.entity.fields.values())
    fields.sort(key=lambda field: order.index(field.kind) if field.kind in order else len(order))
    for field in fields:
        tested = _test(field, playbook.words.units)
        if tested is not None:
            text, value = tested
            condition = f"\n      {field.name}: {text}{_comment(field.ask)}"
            yield _scaffold(playbook, wish, condition, {field.name: value})


def _scaffold(playbook: RuleBase, wish: Wish, condition: str, fact: dict[str, str]) -> Scaffold:
    """A rule with a further condition, a line of its file, and scenarios with the fact that passes it."""
    return Scaffold(_rule_file(playbook, wish, condition), _scenario_file(wish, fact))


def _test(field: Field, units: Units) -> tuple[str, str] | None:
    """A test of the field as it is written, with a value that passes."""
    if field.kind is FieldType.CHOICE:
        words = [word for word in field.choices if re.fullmatch(r"[a-z][a-z-]*", word)]
        return (words[0], words[0]) if words else None
    text, passing = _TESTS.get(field.kind, ("", ""))
    return (text.format(units.amount(passing)), passing) if text else None


def _rule_file(playbook: RuleBase, wish: Wish, condition: str) -> str:
    name, entity = wish.id, wish.entity
    label = next(iter(_texts_of_label(entity)), "")
    title = "" if playbook.rulesets.get(RULESET) else "title: My own rules\n"
    about, needs = (f" about {{{label}}}", f" {{{label}}} needs it") if label else ("", "")
    document = f'documents:\n  {DOCUMENT}: {{title: "My own experience", authority: document}}\n'
    action = f"""
# What is recommended. To advise one that there is already, name it above and remove this;
# "advisor rules list --all" shows them.
actions:
  {name}:
    for: {entity.name}
    title: "Say here what to do{about}"
    steps: ["Say how to begin."]
    effort: low                # low, medium or high
"""
    return f"""\
# A rule of your own. It works as it stands; make it yours from the top to the bottom.
ruleset: {RULESET}
{title}rules:
  - id: {name}
    for: {entity.name}
    when:                      # all conditions below must hold; add yours, one a line
      {own_field(name)}: true{condition}
    advise: {wish.action.id if wish.action else name}
    priority: medium           # critical, high, medium or low
    because: "Say here why{needs}."
    claims: [{name}]

# A field of your own, beside those that the playbook has. Until it is answered, the question is asked.
entities:
  {entity.name}:
    fields:
      {own_field(name)}:
        type: flag             # yes or no; there are also date, days, count, money, percent, choice and more
        ask: "Is this a case for {name}?"
        says: {{true: "it is a case for {name}", false: "it is no case for {name}"}}

# What the rule rests on: what you have seen or read, in your own words.
{"" if DOCUMENT in playbook.documents else document}claims:
  {name}:
    {{document: {DOCUMENT}, section: {name}, kind: rule,
     says: "Say here what experience has taught you."}}
{"" if wish.action else action}"""


def _scenario_file(wish: Wish, fact: dict[str, str]) -> str:
    action, single = wish.action.id if wish.action else wish.id, wish.entity.single
    subject, item = ("", action) if single else (f" subject: {_SUBJECT},", f"{action}@{_SUBJECT}")
    return f"""\
# Where {wish.id} speaks, and the nearest case in which it must not: one fact differs.
# Whoever changes the rule changes these with it.
scenarios:
{_scenario(wish, fact, "true", "speaks where it fits")}
      recommended: [{{action: {action},{subject} by: {wish.id}}}]

{_scenario(wish, fact, "false", "is silent where it does not")}
      not_recommended: [{item}]
"""


def _scenario(wish: Wish, fact: dict[str, str], fits: str, does: str) -> str:
    return f"""\
  - name: {wish.id} {does}
    as_of: {wish.day.isoformat()}
    state:
{_state(wish, {own_field(wish.id): fits, **fact})}
    expect:"""


def _state(wish: Wish, facts: dict[str, str]) -> str:
    entity = wish.entity
    if not entity.single:
        named = {entity.key: _SUBJECT, **{link: f"example-{link}" for link in entity.links}}
        facts = named | dict.fromkeys(_texts_of_label(entity), "Example") | facts
    row = ", ".join(f"{name}: {fact}" for name, fact in facts.items())
    return (
        f"      {entity.section}: {{{row}}}"
        if entity.single
        else f"      {entity.section}:\n        - {{{row}}}"
    )


def _texts_of_label(entity: Entity) -> list[str]:
    """The texts in the entity's label, such as its title."""
    paths = entity.label.paths if entity.label is not None else ()
    texts = [path.name for path in paths if not path.hops and path.kind is FieldType.TEXT]
    return [name for name in texts if name != entity.key]


def _comment(text: str) -> str:
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return f"    # {plain}" if plain else ""


_TRIALS = 8  # each reads the whole playbook once


def first_that_passes(
    candidates: Iterable[Scaffold], folders: tuple[str, ...]
) -> tuple[Scaffold, RuleBase] | None:
    """The first scaffold that is sound on top of the playbook in the folders, and whose scenarios pass.

    It comes with the playbook that there is with it.
    """
    for scaffold in islice(candidates, _TRIALS):
        playbook = _tried(scaffold, folders)
        if playbook is not None:
            return scaffold, playbook
    return None


def _tried(scaffold: Scaffold, folders: tuple[str, ...]) -> RuleBase | None:
    """The playbook with the rule of a scaffold; None where it has problems, or its scenarios fail."""
    with tempfile.TemporaryDirectory() as folder:
        rule, scenarios = os.path.join(folder, "rule.yaml"), os.path.join(folder, "scenarios.yaml")
        for path, text in ((rule, scaffold.rule), (scenarios, scaffold.scenarios)):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        loaded = load_playbook((*folders, rule))
        content = loaded.playbook
        if content is None or any(problem.location.file == rule for problem in loaded.diagnostics):
            return None
        playbook = Playbook(content, Adviser(Program(content)), content)
        try:
            results = run_scenarios(playbook, load_scenarios((scenarios,), playbook))
        except SourceError:
            return None
        return content if all(result.passed for result in results) else None
