"""The command `advisor`: which commands there are, by name."""

from collections.abc import Mapping

import click

import advisor
from advisor.cli.shared.lazy_group import LazyGroup
from advisor.cli.shared.streams import write

# By name, so that starting one command never imports another; under the title that help shows above them.
SECTIONS: Mapping[str, Mapping[str, str]] = {
    "Every day": {
        "today": "advisor.cli.every_day.today:today",
        "show": "advisor.cli.every_day.show:show",
        "done": "advisor.cli.every_day.deeds:done",
        "later": "advisor.cli.every_day.deeds:later",
        "no": "advisor.cli.every_day.deeds:no",
        "undo": "advisor.cli.every_day.undo:undo",
        "agenda": "advisor.cli.agenda:agenda",
        "advise": "advisor.cli.advise:advise",
        "why": "advisor.cli.why:why",
        "why-not": "advisor.cli.why:why_not",
    },
    "Your facts": {
        "init": "advisor.cli.init.command:init",
        "demo": "advisor.cli.demo:demo",
        "ask": "advisor.cli.ask.command:ask",
        "add": "advisor.cli.add:add",
        "set": "advisor.cli.set_fact:set_command",
        "end": "advisor.cli.end:end",
        "import": "advisor.cli.imports:import_command",
        "log": "advisor.cli.log:log",
    },
    "For coaches": {
        "check": "advisor.cli.check.command:check",
        "test": "advisor.cli.scenarios.command:test_command",
        "rules": "advisor.cli.rules.command:rules",
        "portfolio": "advisor.cli.portfolio:portfolio",
        "claims": "advisor.cli.claims:claims",
        "diff": "advisor.cli.diff:diff",
        "schema": "advisor.cli.schema:schema",
    },
}
# What help shows of them on one screen.
BRIEFLY: Mapping[str, tuple[str, ...]] = {
    "Every day": ("today", "show", "done", "later", "no", "undo", "agenda", "why"),
    "Your facts": ("init", "demo", "ask", "add", "set", "end"),
}
COMMANDS: Mapping[str, str] = {name: place for places in SECTIONS.values() for name, place in places.items()}


def _brief(ctx: click.Context, param: click.Parameter, is_asked: bool) -> None:
    """A callback: the help of one screen."""
    if not is_asked or ctx.resilient_parsing:
        return
    from advisor.cli.shared.brief_help import brief_help

    assert isinstance(ctx.command, click.Group)
    lead = 'What should I do now, and why? Plain "advisor" shows today\'s list.'
    last = (
        "A page for your browser: advisor advise -o today.html\n"
        "advisor COMMAND -h explains one. advisor --help tells the rest."
    )
    write(brief_help(ctx.command, ctx, BRIEFLY, lead, last))
    ctx.exit()


@click.group(
    cls=LazyGroup,
    found_in=COMMANDS,
    sections={title: tuple(places) for title, places in SECTIONS.items()},
    usual="today",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "-h",
    "brief",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_brief,
    help="Help on one screen.",
)
@click.version_option(advisor.__version__, prog_name="advisor", message="%(prog)s %(version)s")
def main() -> None:
    """What should I do now, and why? Ranked advice for freelancers, from rules that coaches write in YAML.

    \b
    Alone, it shows today's list. To begin:
      advisor init             answer a few questions
      advisor import FILES -o me.yaml

    \b
    To look at it in a browser:
      advisor advise -o today.html

    \b
    Exit codes:
      0 done, 1 advice changed (diff --fail-on-change), 2 wrong usage,
      3 invalid playbook, 4 failed scenarios, 5 invalid state or export,
      70 an error of the advisor itself, 74 the result cannot be written,
      130 interrupted
    """
