"""`advisor schema`: JSON Schemas for editors, made from a playbook."""

import sys

import click

from advisor.cli.shared import exits
from advisor.cli.shared.options import rules_option
from advisor.cli.shared.problems import show_problems
from advisor.cli.shared.schema_files import SCHEMAS, schema_text
from advisor.cli.shared.streams import has_utf8, write, write_error
from advisor.reports.terminal.printable import one_line
from advisor.shipped import shipped_playbook


@click.command(short_help="Print a JSON Schema, for completion in editors.")
@click.argument("kind", type=click.Choice(SCHEMAS))
@rules_option
def schema(kind: str, rules: tuple[str, ...]) -> int:
    """Print the JSON Schema of a kind of file, for completion in editors.

    An editor that knows it offers fields, choices, actions, claims and parameters, shows what each means, and
    underlines what is not known. It is made from the playbook: make it again when the playbook has new names
    ("advisor check --watch" does so in a project). docs/editors.md tells how to set up an editor.

    \b
    Example:
      advisor schema playbook --rules rules --rules my-rules > playbook.schema.json
    """
    from advisor.playbook.load import load_playbook
    from advisor.reports.wording import count

    loaded = load_playbook(rules or (shipped_playbook(),))
    playbook = loaded.playbook or loaded.draft
    if playbook is None:
        show_problems(loaded.diagnostics)
        return exits.INVALID_PLAYBOOK
    if loaded.playbook is None:
        # A schema is wanted most while a playbook is being written: its problems are no reason to have none.
        problems = count(len(loaded.diagnostics), "problem")
        write_error(
            f"The playbook has {problems}; the schema knows what could be read of it.\n"
            f"To see what is wrong: {one_line(' '.join(['advisor check', *rules]))}\n"
        )
    write(schema_text(kind, playbook, ascii_only=not has_utf8(sys.stdout)))
    return exits.DONE
