"""The page: a `Brief` put into the templates beside this file.

The templates are ours alone; no text of a state or a playbook is ever one.  They are sandboxed all the same:
it costs nothing, and then not even a mistake in a template can reach what Python can.
"""

from functools import cache

from jinja2 import PackageLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from advisor.advice.model import Advice
from advisor.reports.brief import brief
from advisor.reports.html.timeline import timeline


def advice_html(advice: Advice, *, who: str = "", top: int | None = None) -> str:
    """The advice as a page; `who` and `top` as for `text.advice_text`."""
    report = brief(advice, who=who, top=top)
    return _template().render(
        report=report,
        timeline=timeline(report.deadlines, report.today) if report.deadlines else None,
        most=max((stake.points for stake in report.stakes), default=0),
    )


@cache
def _template() -> Template:
    environment = ImmutableSandboxedEnvironment(
        autoescape=True,
        keep_trailing_newline=True,
        loader=PackageLoader("advisor.reports.html"),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    return environment.get_template("page.html.jinja")
