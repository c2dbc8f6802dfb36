"""A landlord's playbook, in German: every command and every format works, and none speaks of freelancing."""

import re
import shutil
from functools import cache
from pathlib import Path

import pytest

from tests.cli.command import run

HERE = Path(__file__).parent
RULES = ("--rules", "playbook")
STATE = "states/lind.yaml"
# What only the first playbook may speak of.  "$" is another currency than the one of this playbook.
FOREIGN = re.compile(
    r"freelanc|upwork|\bclients?\b|contract|job.?success|escrow|milestone|feedback|dispute|\bprofile\b|"
    r"platform|[$]",
    re.IGNORECASE,
)
# The advisor's own name where a file format asks which program wrote it, and keys of JSON Schemas.
OWN = re.compile(r"-//Freelance Advisor//advisor [^/]*//EN|@freelance-advisor|[$]schema(?==|\": \"https)")
OWN_IN_SCHEMAS = re.compile(
    r"\\\\S\$|\$(?=[\"|)])|\"\$(?:schema|ref)\"|platform_id|The platform's number of it\.|, or the platform|"
    r"\$\{|\"platform\""
)
# SARIF carries the pages on diagnostics, whose examples are of the first playbook.
PAGES = re.compile(r'"(?:text|markdown)": "# .*')
ADVISE = ("advise", STATE, *RULES)
SUPPOSED = ("--set", "mietverhaeltnisse.hinterhaus.mangel=keiner", "--set", "haus.ruecklage=3,000 €")
COMMANDS = [
    *(("advise", STATE, *RULES, "--format", form) for form in ("text", "json", "markdown", "html")),
    ("advise", STATE, *RULES, "--full"),
    *(("advise", STATE, *RULES, *SUPPOSED, "--format", form) for form in ("text", "json", "html")),
    *(
        ("advise", STATE, *RULES, "--since", "gestern.json", "--format", form)
        for form in ("text", "json", "html")
    ),
    ("advise", "leer.yaml", *RULES),
    *(("agenda", STATE, *RULES, "--days", "366", "--format", form) for form in ("text", "json", "ics")),
    *(("agenda", STATE, *RULES, *SUPPOSED, "--format", form) for form in ("text", "ics")),
    *(("why", STATE, "mahnen@dachgeschoss", *RULES, "--format", form) for form in ("text", "json")),
    *(("why", STATE, f"{action}@{subject}", *RULES) for action, subject in (
        ("handwerker-schicken", "hinterhaus"), ("kaution-erstatten", "laden"), ("tier-besprechen", "bach"),
    )),
    *(("why-not", STATE, "mahnen@hinterhaus", *RULES, "--format", form) for form in ("text", "json")),
    ("why-not", STATE, "kaution-erstatten", *RULES),
    *(("ask", STATE, *RULES, "--dry-run", "--format", form) for form in ("text", "json")),
    ("ask", STATE, *RULES, "--answers", "antworten.yaml"),
    ("log", STATE, "mahnen@dachgeschoss", *RULES),
    ("log", STATE, "zahlung-erinnern@dachgeschoss", "--snooze", "14d", "--note", "im Urlaub", *RULES),
    ("log", STATE, "gespraech-suchen@laden", "--reply", "no", *RULES),
    ("today", "-f", STATE, *RULES),
    ("-f", STATE, *RULES, "--all"),
    ("-f", "leer.yaml", *RULES),
    ("show", "1", "-f", STATE, *RULES),
    *((command, "gespraech-suchen@laden", *rest, "-f", STATE, *RULES) for command, *rest in (
        ("done",), ("later", "2w"), ("no", "egal"),
    )),
    ("done", "gespraech-suchen@laden", "--reply", "no", "-f", STATE, *RULES),
    ("check", "playbook"),
    *(("test", "scenarios", *RULES, "--format", form) for form in ("text", "json", "junit")),
    ("test", "scenarios", *RULES, "--coverage"),
    ("test", "scenarios", *RULES, "--mutate", "--format", "json"),
    *(("rules", "list", *RULES, "--format", form) for form in ("text", "json")),
    *(("rules", "show", rule, *RULES, "--scenarios", "scenarios", "--format", form)
      for form in ("text", "json")
      for rule in ("zwei-mieten-offen", "ruecklage-ist-duenn", "kaution-ist-faellig")),
    ("rules", "graph", "--all", *RULES),
    ("rules", "docs", "seiten", *RULES, "--scenarios", "scenarios"),
    ("rules", "new", "schluessel-zaehlen", *RULES),
    *(("claims", "scenarios", *RULES, "--format", form) for form in ("text", "json")),
    *(("claims", "scenarios", *RULES, "--claim", "E-1", "--format", form) for form in ("text", "json")),
    *(("diff", "playbook", "strenger", STATE, "--format", form) for form in ("text", "json")),
    *(("schema", kind, *RULES) for kind in ("playbook", "state", "scenario")),
]  # fmt: skip
BROKEN = [
    *(("check", "playbook", "kaputt", "--format", form) for form in ("text", "json", "sarif", "github")),
    ("advise", "kaputt.yaml", *RULES),
    ("advise", "nichts.yaml", *RULES),
    ("advise", STATE, *RULES, "--set", "nichts"),
    ("advise", STATE, *RULES, "--set", "mietverhaeltnisse.dachgeschoss.miete=$5"),
    ("advise", STATE, *RULES, "--since", STATE),
    ("test", "kaputt-scenarios", *RULES),
    ("ask", STATE, *RULES, "--answers", "kaputte-antworten.yaml"),
    ("log", STATE, "mahnen@nirgends", *RULES),
    ("why", STATE, "nichts@dachgeschoss", *RULES),
    ("undo", "-f", STATE, *RULES),
    ("show", "99", "-f", STATE, *RULES),
    ("done", "mahnen@nirgends", "-f", STATE, *RULES),
]
FILES = {
    "leer.yaml": "haus: {name: Familie Lind}\n",
    "antworten.yaml": "mieter.adler.haustier: yes\nmieter.cremer.haustier: no\n",
    "kaputt/rules.yaml": 'policy: {zuviel: {type: money, value: "USD 5"}}\nactions:\n'
    '  drohen: {for: mietverhaeltnis, title: Droh, effort: low, stake: wohnung,\n'
    '    message: "Zahl, sonst kommt die Räumung."}\n'
    "ruleset: mehr\nrules:\n  - {id: droh, for: mietverhaeltnis, when: {miete: '< £5', saeumigg: true},\n"
    "     advise: drohen, priority: high, because: So, claims: E-1}\n",
    "kaputt.yaml": "mietverhaeltnisse: [{id: d, miete: viel, status: offen, rueckstand: £5, wohnugn: x}]\n",
    "nichts.yaml": "[]\n",
    "kaputt-scenarios/a.yaml": "scenarios:\n  - {name: A, as_of: 2026-11-21, state: {haus: {}},\n"
    "     expect: {asked: [ruecklage], recommended: [mahnen]}}\n",
    "kaputte-antworten.yaml": "mieter.adler.haustier: vielleicht\nmietverhaeltnisse.laden.miete: lots\n",
    "strenger/rules.yaml": "override:\n  policy: {kleiner_rueckstand: {value: 2000, because: Milder}}\n",
    "strenger/playbook.yaml": "playbook: {extends: ../playbook}\n",
}  # fmt: skip


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the landlord's folder, with the advice of the day before."""
    for folder in ("playbook", "scenarios", "states"):
        shutil.copytree(HERE / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("os.cpu_count", lambda: 1)  # more take longer to start than to finish
    for name, text in FILES.items():
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    Path("gestern.json").write_text(saved_yesterday(), encoding="utf-8")
    return tmp_path


@cache
def saved_yesterday() -> str:
    return run(*ADVISE, "--as-of", "2026-11-15", "--format", "json").stdout


def foreign_words(text: str, command: str) -> list[str]:
    text = PAGES.sub("", text)
    own = OWN_IN_SCHEMAS if command == "schema" else OWN
    return FOREIGN.findall(own.sub("", text.replace("\r\n ", "")))


def written(folder: Path) -> dict[str, str]:
    kept = ("playbook/", "scenarios/", "kaputt", "strenger", *FILES)
    files = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    return {
        name: path.read_text(encoding="utf-8") for name, path in files.items() if not name.startswith(kept)
    }


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_it_works_and_speaks_of_letting_alone(command: tuple[str, ...], here: Path) -> None:
    result = run(*command)

    assert result.exit_code == 0, result.output
    assert result.stdout
    assert foreign_words(result.stdout + result.stderr, command[0]) == []
    for name, text in written(here).items():
        if not name.endswith(".schema.json"):
            assert (name, foreign_words(text, command[0])) == (name, [])


@pytest.mark.parametrize("command", BROKEN, ids=" ".join)
def test_what_is_wrong_is_told_without_a_word_of_freelancing(command: tuple[str, ...]) -> None:
    result = run(*command)

    said = (result.stdout + result.stderr).replace("not in $", "").replace("$5", "")
    assert result.exit_code in (2, 3, 4, 5)
    assert said
    assert foreign_words(said, command[0]) == []


def test_amounts_are_in_euros() -> None:
    said = run(*ADVISE).stdout

    assert "1,900 €" in said
    assert "At stake: 3,000 €" in said


def test_the_whole_conversation() -> None:
    result = run("ask", STATE, *RULES, "--about", "haus", given="")
    first = run("ask", "leer.yaml", *RULES, given="?\n2,500.50 €\n")

    assert foreign_words(result.stdout + result.stderr + first.stdout + first.stderr, "ask") == []
    assert "Answer with an amount of money such as 250 or 1,200.50 €." in first.stderr
    assert "Noted: 2,500.50 €; nothing changes yet." in first.stderr
