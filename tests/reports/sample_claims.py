"""A playbook with claims of every kind of standing, and what a report on it is made of."""

from pathlib import Path

from advisor.playbook.citations import carriers_of
from advisor.playbook.load import load_playbook
from advisor.playbook.model import RuleBase
from advisor.reports.claims import ClaimReport, Example
from advisor.source.diagnostic import Location

TEXT = """\
playbook: {name: told}
entities:
  profile:
    single: true
    fields: {score: {type: percent}, named: {type: date}}
    computed: {age: {days_since: named, claims: [A-1]}}
policy:
  enough: {type: percent, value: 60, claims: [A-1, A-2]}
documents:
  A: {title: "The\u202e art of rest", author: Ann Able, year: 1999}
  B: {title: The house, authority: platform}
  C: {title: Nothing told, authority: platform}
claims:
  B-1: {document: B, section: Bells, kind: rule, says: Ring once., date: 2020, sure: high}
  A-1:
    {document: A, section: Sleep, kind: guard,
     says: "Nobody who is as tired as this ought to begin anything new before the sun is up again; then
       they may."}
  A-2: {document: A, section: Food, kind: threshold, says: Sixty is enough.}
  A-3: {document: A, section: Sleep, kind: meta, says: All this is a matter of taste.,
    not_carried: Taste is free.}
  A-4: {document: A, section: Food, kind: template, says: Say grace.}
  A-5: {document: A, section: Food, kind: evidence, says: Some did.}
actions:
  nap: {for: profile, effort: low, title: Nap, steps: [Sleep.], claims: [A-1, A-4, A-5]}
  sing: {for: profile, effort: low, title: Sing, message: La, claims: [A-1]}
ruleset: told
rules:
  - {id: nap-now, for: profile, when: {score: "< 60"}, advise: [nap, sing], priority: low, because: So,
     claims: A-1}
"""


def playbook(folder: Path) -> RuleBase:
    """The playbook, read from a file in this folder, which must be the current one."""
    (folder / "told.yaml").write_text(TEXT, encoding="utf-8")
    read = load_playbook(("told.yaml",)).playbook
    assert read is not None
    return read


def report(folder: Path, *, looked: bool = True) -> ClaimReport:
    """The report on it; with `looked`, three scenarios show what some of its claims say."""
    read = playbook(folder)
    tired = Example(
        "Whoever is as tired as a dog after a whole day in the rain sleeps", Location("s.yaml", 3, 5)
    )
    hungry = Example("Sixty \u202eare enough", Location("s.yaml", 9, 5))
    both = Example("Tired and hungry", Location("a/long/folder/of/scenarios/t.yaml", 2, 5))
    nothing: tuple[Example, ...] = ()
    examples = dict.fromkeys(read.claims, nothing) | {"A-1": (both, tired), "A-2": (hungry, both)}
    return ClaimReport(read, carriers_of(read), examples if looked else None)
