"""What a command cannot do as it was asked, told in a line."""

import click

from advisor.cli.shared import exits


class Refused(click.ClickException):
    """A wish that cannot be met: the line says why, and what to try; how the command is typed was right."""

    exit_code = exits.WRONG_USAGE
