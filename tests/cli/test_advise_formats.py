"""`advisor advise` as Markdown, as a page, and into a file."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from advisor.shipped import shipped_playbook
from tests.cli.command import COMMAND, RULES, STATE, run

DOCUMENT = """\
# Advice for Laura

21 November 2026 · playbook: tiny

There are 2 things to do, both of medium priority; the most urgent is shown here. Most urgent: Ask about \
Café menu. 1 open question could change this advice.

## Do now

### 1. Ask about Café menu

**Medium** · Café menu

- Nothing happened on Café menu for 90 days.

**Draft to make your own**

> Is Café menu still needed?

Effort: low

check-in\\@a · rule ask-when-idle · claim D-1

… and 1 more, less urgent.

## Questions that would sharpen this

- **For how many days was it idle?**\\
  Poster\\
  Where to look: the contract page\\
  May lead to: Ask about Poster\\
  contracts.c.idle
"""
FORMATS = ("text", "json", "markdown", "html")


@pytest.fixture
def state(tmp_path: Path) -> str:
    path = tmp_path / "state.yaml"
    path.write_text(STATE, encoding="utf-8")
    return str(path)


def test_markdown(state: str) -> None:
    result = run("advise", state, "--rules", RULES, "--format", "markdown", "--top", "1")

    assert (result.exit_code, result.stdout, result.stderr) == (0, DOCUMENT, "")


def test_a_page(state: str) -> None:
    result = run("advise", state, "--rules", RULES, "--format", "html", "--top", "1")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith('<!doctype html>\n<html lang="en">\n')
    assert '<p class="more">… and 1 more, less urgent.</p>' in result.stdout
    assert result.stdout.endswith("</html>\n")


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_holds_what_the_screen_would(state: str, tmp_path: Path, form: str) -> None:
    path = tmp_path / "for laura" / f"advice.{form}"
    shown = run("advise", state, "--rules", RULES, "--format", form)
    for _ in range(2):  # a file that is there is replaced
        result = run("advise", state, "--rules", RULES, "--format", form, "-o", str(path))

        assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"The advice is in {path}\n")
        assert path.read_text(encoding="utf-8") == shown.stdout
    assert os.listdir(path.parent) == [path.name]


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_where_the_encoding_lacks_signs_references_stand_for_them(state: str, form: str) -> None:
    plain = run("advise", state, "--rules", RULES, "--format", form).stdout
    environment = os.environ | {"PYTHONIOENCODING": "cp1252"}
    command = [*COMMAND, "advise", state, "--rules", RULES, "--format", form]
    text = subprocess.run(command, capture_output=True, check=True, env=environment).stdout.decode("ascii")

    assert "Caf&#233; menu" in text
    assert text.replace("&#233;", "é").replace("&#183;", "·").replace("&#8230;", "…") == plain


@pytest.mark.parametrize("name", ["state.yaml", "answers.yaml", "last.json"])
def test_what_is_read_is_not_replaced(state: str, tmp_path: Path, name: str) -> None:
    overlay, last = tmp_path / "answers.yaml", tmp_path / "last.json"
    overlay.write_text("contracts.c.idle: 70\n")
    last.write_text("{}")
    output = os.path.join(tmp_path, ".", name)
    before = Path(output).read_bytes()
    options = ["--overlay", str(overlay), "--since", str(last), "--output", output]

    result = run("advise", state, "--rules", RULES, *options)

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith(
        f'Error: -o / --output: "{output}" is a file that is read here: name another one.\n'
    )
    assert Path(output).read_bytes() == before


def test_the_playbook_is_not_replaced(state: str, tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    shutil.copytree(RULES, rules)
    output = next(rules.rglob("*.yaml"))
    before = output.read_bytes()

    result = run("advise", state, "--rules", str(rules), "-o", str(output))

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith(f'"{output}" is a file of the playbook, or would be: name another one.\n')
    assert output.read_bytes() == before
    assert run("advise", state, "--rules", str(rules), "-o", str(rules / "advice.html")).exit_code == 0


def test_the_playbook_is_not_replaced_through_a_link_nor_added_to(state: str, tmp_path: Path) -> None:
    rules, elsewhere = tmp_path / "rules", tmp_path / "elsewhere.yaml"
    shutil.copytree(RULES, rules)
    part = next(rules.rglob("*.yaml"))
    part.rename(elsewhere)
    part.symlink_to(elsewhere)
    (tmp_path / "out.txt").symlink_to(part)
    before = elsewhere.read_bytes()

    for output in (elsewhere, tmp_path / "out.txt", rules / "new.yaml"):
        assert run("advise", state, "--rules", str(rules), "-o", str(output)).exit_code == 2
    assert elsewhere.read_bytes() == before
    assert not (rules / "new.yaml").exists()


def test_the_shipped_playbook_is_not_replaced(state: str) -> None:
    shipped = Path(shipped_playbook(), "policy.yaml")
    before = shipped.read_bytes()

    assert run("advise", state, "-o", str(shipped)).exit_code == 2
    assert shipped.read_bytes() == before


def test_a_state_that_is_redirected_is_not_replaced(state: str) -> None:
    before = Path(state).read_bytes()
    command = [sys.executable, "-c", "from advisor.cli.main import main; main()"]
    with open(state) as stream:
        done = subprocess.run(
            [*command, "advise", "-", "-o", state], stdin=stream, capture_output=True, check=False
        )

    assert (done.returncode, done.stdout) == (2, b"")
    assert Path(state).read_bytes() == before


def test_a_dash_is_the_screen(state: str) -> None:
    shown = run("advise", state, "--rules", RULES)

    assert run("advise", state, "--rules", RULES, "-o", "-").stdout == shown.stdout


def test_a_file_has_a_name(state: str) -> None:
    result = run("advise", state, "--rules", RULES, "-o", "")

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("name a file to write to.\n")


def test_a_folder_is_no_file(state: str, tmp_path: Path) -> None:
    result = run("advise", state, "--rules", RULES, "-o", str(tmp_path))

    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith(f'"{tmp_path}" is a folder: name a file.\n')


def test_a_file_that_cannot_be_written(state: str, tmp_path: Path) -> None:
    result = run("advise", state, "--rules", RULES, "-o", f"{state}/advice.html")

    assert (result.exit_code, result.stdout) == (74, "")
    assert result.stderr.startswith(f"Error: cannot write {state}/advice.html: ")


def test_a_wrong_state_writes_nothing(tmp_path: Path) -> None:
    output = tmp_path / "advice.html"
    result = run(
        "advise", "-", "--rules", RULES, "--format", "html", "-o", str(output), given="contracts: 3\n"
    )

    assert (result.exit_code, result.stdout) == (5, "")
    assert not output.exists()


@pytest.mark.parametrize(
    ("output", "begins"), [("a.html", "<!doctype"), ("a.MD", "# "), ("a.json", "{"), ("a.txt", "advice")]
)
def test_the_ending_of_the_file_chooses_the_format(
    output: str, begins: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("laura.yaml").write_text(STATE, encoding="utf-8")

    assert run("advise", "laura.yaml", "--rules", RULES, "-o", output).exit_code == 0
    assert Path(output).read_text(encoding="utf-8").casefold().startswith(begins)
    assert run("advise", "laura.yaml", "--rules", RULES, "-o", output, "--format", "json").exit_code == 0
    assert Path(output).read_text(encoding="utf-8").startswith("{")
