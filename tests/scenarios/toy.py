"""The toy playbook of these tests, and scenarios written beside it."""

from functools import cache
from pathlib import Path

from advisor.advice.api import Playbook
from advisor.scenarios import Scenario, load_scenarios

TOY = str(Path(__file__).with_name("toy.yaml"))
NORA = """\
profile: {score: 85, tired: false}
clients:
  - {id: acme, name: ACME, kind: company}
  - {id: bob, name: Bob, kind: person}
contracts:
  - {id: c-1, client: acme, title: Logo, angry: true, fixable: true}
  - {id: c-2, client: bob, title: Poem, due: 2026-11-25}
"""


@cache
def toy() -> Playbook:
    """The toy playbook, loaded once."""
    return Playbook.load(TOY)


def scenario(expect: str, *, changes: str = "{}", as_of: str = "2026-11-21") -> Scenario:
    """A scenario on Nora's state with this `expect:` and `with:`, each on one line."""
    folder = Path("scenarios")
    folder.mkdir(exist_ok=True)
    (folder / "nora.yaml").write_text(NORA)
    text = f"- name: it\n  as_of: {as_of}\n  state: nora.yaml\n  with: {changes}\n  expect: {expect}\n"
    (folder / "it.yaml").write_text(f"scenarios:\n{text}")
    [loaded] = load_scenarios(["scenarios/it.yaml"], toy())
    return loaded
