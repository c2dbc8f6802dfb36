"""A page for each rule, and indexes by rule set, by action and by claim, as Markdown files."""

from collections.abc import Iterable

from advisor.playbook.model import Verb, chapters
from advisor.reports.claims import Example
from advisor.reports.markdown import escaped, slugs
from advisor.reports.rules.graph import graph_mermaid, graph_of
from advisor.reports.rules.summary import (
    Link,
    Number,
    RuleSummarizer,
    RuleSummary,
    Shows,
    rewritten_in_words,
    what_it_does,
)
from advisor.reports.wording import count

MARK = "<!-- Written by advisor rules docs: what is changed here is lost when it is written again. -->"
INDEX, ACTIONS, CLAIMS, RULES = "README.md", "actions.md", "claims.md", "rules"
_EXAMPLES = 5
_VERBS = {
    Verb.ADVISE: "advised by",
    Verb.FORBID: "forbidden by",
    Verb.RAISE: "made more urgent by",
    Verb.LOWER: "made less urgent by",
}


class Pages:
    """The pages of one playbook, by their paths with slashes."""

    def __init__(self, summarizer: RuleSummarizer) -> None:
        self.summarizer = summarizer
        self.playbook = summarizer.playbook
        self._rules = slugs([rule.id for rule in self.playbook.rules])
        self._actions = slugs(list(self.playbook.actions))
        self._claims = slugs(list(self.playbook.claims))

    def all(self) -> dict[str, str]:
        """Every page, each with a line that tells whose it is at its end."""
        pages = {INDEX: self._index(), ACTIONS: self._by_action(), CLAIMS: self._by_claim()}
        for rule in self.playbook.rules:
            pages[f"{RULES}/{self._rules[rule.id]}.md"] = self._page(self.summarizer.summary(rule))
        return {path: "\n".join([*lines, "", MARK, ""]) for path, lines in pages.items()}

    def _index(self) -> list[str]:
        number = count(len(self.playbook.rules), "rule")
        also = f"See also the rules [by action]({ACTIONS}) and [by claim]({CLAIMS})."
        lines = [f"# {escaped(self.playbook.name)}", "", f"{number}, by rule set. {also}"]
        for chapter in chapters(self.playbook):
            lines += ["", f"## {escaped(chapter.ruleset.title)}", ""]
            for rule in chapter.rules:
                does = escaped(what_it_does(rule))
                lines.append(f"- {self._links([rule.id])}: {does}")
        lines += _section(
            "What cannot be true of a state",
            [f"- {escaped(c.sentence)}" for c in self.summarizer.constraints()],
        )
        for ruleset in self.playbook.rulesets.values():
            links = self.summarizer.connections
            graph = graph_of(self.playbook, ruleset.title, ruleset=ruleset.id, connections=links)
            drawing = graph_mermaid(graph)
            lines += _section(
                f"Drawing: {escaped(ruleset.title)}", ["```mermaid", drawing.rstrip("\n"), "```"]
            )
        return lines

    def _by_action(self) -> list[str]:
        lines = ["# Rules by action", "", f"Back to [all rules]({INDEX})."]
        speaking: dict[tuple[str, Verb], list[str]] = {}
        for rule in self.playbook.rules:
            for verb in _VERBS:
                for target in dict.fromkeys(rule.targets(verb)):
                    speaking.setdefault((target, verb), []).append(rule.id)
        for action in sorted(self.playbook.actions):
            lines += ["", f'## <a id="{self._actions[action]}"></a>{escaped(action)}', ""]
            lines.append(escaped(self.summarizer.title(action)))
            said = {words: speaking.get((action, verb), []) for verb, words in _VERBS.items()}
            lines += [""] if any(said.values()) else []
            lines += [f"- {words} {self._links(rules)}" for words, rules in said.items() if rules]
        return lines

    def _by_claim(self) -> list[str]:
        lines = ["# Rules by claim", "", f"Back to [all rules]({INDEX})."]
        resting: dict[str, list[str]] = {}
        for rule in self.playbook.rules:
            for name in dict.fromkeys(rule.claims):
                resting.setdefault(name, []).append(rule.id)
        for document in self.playbook.documents.values():
            lines += ["", f"## {escaped(document.title)} ({escaped(document.id)})"]
            for claim in self.playbook.claims.values():
                if claim.document == document.id:
                    rules = resting.get(claim.id, [])
                    lines += ["", f'### <a id="{self._claims[claim.id]}"></a>{escaped(claim.id)}', ""]
                    lines += [escaped(claim.says), ""]
                    lines.append(f"Carried by {self._links(rules)}." if rules else "No rule rests on it.")
        return lines

    def _page(self, summary: RuleSummary) -> list[str]:
        rule = summary.rule
        place = escaped(f"{rule.location.file}:{rule.location.line}")
        home = f"[All rules](../{INDEX}), rule set {escaped(summary.ruleset)}. Written in {place}"
        lines = [f"# {escaped(rule.id)}", "", home, "", *_when(summary)]
        for number, one in enumerate(summary.consequences):
            lines += ["", f"**{'and' if number else 'then'} {one.does}:**", ""]
            lines += [f"- {escaped(e.text)} ({self._target(one.verb, e.target)})" for e in one.effects]
            lines += [f"- {escaped(one.deadline)}"] if one.deadline else []
        lines += [f"- {escaped(summary.in_force)}"] if summary.in_force else []
        several = "- " if len(summary.reasons) > 1 else ""
        lines += _section("Because", [f"{several}{escaped(reason)}" for reason in summary.reasons])
        lines += _section("Note", [escaped(rule.note)] if rule.note else [])
        changes = [f"{one.name}: {rewritten_in_words(one)}. {one.because}" for one in summary.changes]
        lines += _section("Changed by another playbook", [f"- {escaped(change)}" for change in changes])
        claims = [(f"{CLAIMS}#{self._claims[claim.id]}", claim) for claim in summary.claims]
        lines += _section(
            "Rests on", [f"- [{escaped(c.id)}](../{place}): {escaped(c.says)}" for place, c in claims]
        )
        lines += _section("Numbers of the policy", [_number(number) for number in summary.policy])
        lines += _section("Reads", [self._connected(link, "drawn by") for link in summary.reads])
        lines += _section("Draws", [self._connected(link, "read by") for link in summary.draws])
        return lines + (_shows(summary.shows) if summary.shows is not None else [])

    def _connected(self, link: Link, how: str) -> str:
        return f"- {escaped(link.name)}, {how} {self._links(link.rules, '') or 'no rule'}"

    def _target(self, verb: Verb, target: str) -> str:
        if verb is Verb.CONCLUDE:
            return escaped(target)
        return f"[{escaped(target)}](../{ACTIONS}#{self._actions[target]})"

    def _links(self, rules: Iterable[str], folder: str = f"{RULES}/") -> str:
        return ", ".join(f"[{escaped(rule)}]({folder}{self._rules[rule]}.md)" for rule in rules)


def _section(heading: str, lines: list[str]) -> list[str]:
    return ["", f"## {heading}", "", *lines] if lines else []


def _number(number: Number) -> str:
    note = f": {escaped(number.note)}" if number.note else ""
    return f"- {escaped(number.name)} is {escaped(number.value)}{note}"


def _when(summary: RuleSummary) -> list[str]:
    lead, lines = summary.when.as_list(lambda phrase: False)
    opening = f"**{escaped(summary.subject)}, if {lead}".rstrip()
    return [f"{opening}**", "", *(f"{'  ' * depth}- {escaped(line)}" for depth, line in lines)]


def _shows(shows: Shows) -> list[str]:
    lines = ["", "## Scenarios", "", f"It fires in {count(len(shows.fires), 'scenario')}."]
    lines += ["", *(f"- {_example(example)}" for example in shows.fires[:_EXAMPLES])] if shows.fires else []
    if shows.near_miss is None:
        return [*lines, "", "There is no near miss."]
    fires, misses = map(_example, shows.near_miss)
    return [*lines, "", f"Near miss: it does not fire in {misses}, one fact apart from {fires}."]


def _example(example: Example) -> str:
    return escaped(f'"{example.name}" ({example.location.file}:{example.location.line})')
