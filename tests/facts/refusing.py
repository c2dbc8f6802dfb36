"""A playbook whose constraints refuse states: of dates at odds, of a swarm, and of whoever waits for long."""

from pathlib import Path

from advisor import Playbook

PLAYBOOK = """\
playbook: {name: Bees}
entities:
  hive:
    key: id
    called: hive
    label: "{name}"
    history: true
    triage: {ask: "Has anything happened?", recorded_in: checked_on, every: 30 days, when: {swarmed: unknown},
             options: [{says: "no"}, {says: "it swarmed", set: {swarmed: true}}]}
    end: {on: ended}
    fields:
      name: {type: text, quoted: true}
      born: {type: date, past: true, ask: "When did it start?"}
      ended: {type: date, past: true, ask: "When did it end?"}
      seen: {type: date, past: true, ask: "When did you look?"}
      checked_on: {type: date, past: true, ask: "When did you check?"}
      swarmed: {type: flag, ask: "Has it swarmed?"}
    computed:
      idle: {days_since: seen}
constraints:
  - {for: hive, holds: {ended: ">= hive.born"}, says: "it ended before it started", severity: error}
  - {for: hive, holds: {swarmed: false}, says: "no hive swarms", severity: error}
  - {for: hive, holds: {idle: "[0..40 days)"}, says: "nobody waits so long", severity: error}
  - {for: event, holds: {on: ">= hive.born"}, says: "it is from before the start", severity: error}
actions:
  look: {for: hive, title: "Look into {name}", effort: low}
documents: {D: {title: "Bees", authority: document}}
claims: {D-1: {document: D, section: One, kind: rule, says: "Look."}}
ruleset: look
title: Looking
rules:
  - {id: after-a-while, for: hive, when: {idle: "> 45 days"}, advise: look, priority: high,
     because: "It is time.", claims: [D-1]}
  - {id: at-its-end, for: hive, when: {ended: known}, forbid: look, because: "It is gone.", claims: [D-1]}
"""
STATE = """\
as_of: 2026-05-11
hives:
  - {id: h-1, name: Red, born: 2026-02-01, seen: 2026-04-10}
"""


def refusing(folder: Path) -> Playbook:
    """The playbook, written into a folder."""
    path = folder / "bees.yaml"
    path.write_text(PLAYBOOK, encoding="utf-8")
    return Playbook.load(str(path))
