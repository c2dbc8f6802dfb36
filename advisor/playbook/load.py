"""From folders of YAML to a Playbook: every file is read, every problem collected, nothing half-loaded."""

import os

from advisor.playbook.check import check_playbook
from advisor.playbook.citations import CitationReader
from advisor.playbook.layers import Layer, LayerReader
from advisor.playbook.model import Rule, RuleBase
from advisor.playbook.overrides import read_overrides
from advisor.playbook.parse_actions import ActionParser, parse_groups
from advisor.playbook.parse_policy import entries_of, names_in, parse_claims, parse_documents, parse_policy
from advisor.playbook.parse_rules import RuleDraft, RuleParser, RuleReader
from advisor.playbook.parse_vocabulary import VocabularyParser
from advisor.playbook.reading import Problems, ordered, read_keys, read_text
from advisor.playbook.scope import Scope
from advisor.source.diagnostic import Diagnostic, Severity, suggest
from advisor.source.record import record
from advisor.source.tree import Mapping, Node

SECTIONS = [
    "playbook",
    "entities",
    "policy",
    "groups",
    "actions",
    "documents",
    "claims",
    "ruleset",
    "title",
    "rules",
    "override",
]
# What may be amiss only because a file that would have held a name could not be read at all.
_MAY_FOLLOW = frozenset(
    {
        "claim-without-carrier",
        "function-needs",
        "idle-override",
        "missed-rule",
        "unadvised-action",
        "unknown-action",
        "unknown-claim",
        "unknown-document",
        "unknown-entity",
        "unknown-field",
        "unknown-group",
        "unknown-override",
        "unknown-policy",
        "unused-conclusion",
    }
)


@record
class Loaded:
    """What loading gives: the playbook where it passed, everything found on the way, and the layers read.

    `draft` is what could be read where it did not pass: fit for naming what is declared, never for advice.
    """

    playbook: RuleBase | None
    diagnostics: tuple[Diagnostic, ...]
    layers: tuple[Layer, ...] = ()
    draft: RuleBase | None = None


def load_playbook(folders: tuple[str, ...]) -> Loaded:
    """The playbook of one or several folders (or single files), a later one adding to the earlier.

    What a folder extends is read before it.
    """
    unreadable, problems = Problems(), Problems()
    reader = LayerReader(unreadable, problems)
    reader.read(folders)
    layers = tuple(reader.layers)
    files = [file for layer in layers for file in layer.files]
    if not files:
        return Loaded(None, ordered(unreadable.found + problems.found), layers)
    if not unreadable.found and all(file.tree.get("entities") is None for file in files):
        message = "no file declares entities, so that there is nothing to speak of"
        hint = "folders that add to a playbook are read with it: name its folder first"
        problems.add("no-vocabulary", files[0].tree.location, message, hint)
        return Loaded(None, ordered(problems.found), layers)
    name = _name(reader.by_name, problems) or os.path.basename(os.path.abspath(folders[0]))
    playbook = _assemble(layers, name, problems)
    found = [each for each in problems.found if not unreadable.found or each.code not in _MAY_FOLLOW]
    found += unreadable.found
    failed = any(each.severity is Severity.ERROR for each in found)
    return Loaded(None if failed else playbook, ordered(found), layers, playbook)


def _assemble(layers: tuple[Layer, ...], name: str, problems: Problems) -> RuleBase:
    sections: dict[str, list[Node]] = {key: [] for key in SECTIONS}
    files = [file for layer in layers for file in layer.files]
    for file in files:
        for key, node in _sections_of(file.tree, problems).items():
            sections[key].append(node)
    documents = parse_documents(sections["documents"], problems)
    lost = names_in(sections["documents"]) - set(documents)
    claims = parse_claims(sections["claims"], documents, lost, problems)
    citing = CitationReader(claims, names_in(sections["claims"]) - set(claims))
    overrides = read_overrides(layers, problems)
    policy, overridden = overrides.of_policy(parse_policy(sections["policy"], citing, problems), problems)
    kinds = {parameter.name: parameter.kind for parameter in policy.values()}
    lost |= names_in(sections["policy"]) - set(kinds)
    entries = entries_of(sections["actions"], "actions", problems)
    known = frozenset(entry.key.text for entry in entries)
    words = VocabularyParser(citing, problems, lost)
    vocabulary = words.read(sections["entities"], kinds, known)
    groups = parse_groups(sections["groups"], problems)
    reader = RuleReader(list(vocabulary.entities), problems)
    for file in files:
        if file.tree.get("rules") is not None or file.tree.get("ruleset") is not None:
            written_here = {entry.key.text: entry.value for entry in file.tree.entries}
            reader.read_file(written_here, file.tree, file.folder)
    written = reader.written
    lost |= words.lost | written.lost | (names_in(sections["groups"]) - set(groups))
    scope = Scope(vocabulary, kinds, reader.conclusions(), known, frozenset(lost))
    actions = ActionParser(scope, groups, citing, problems).read(entries)
    rules = _rules(RuleParser(scope, citing, problems), reader.drafts)
    rules, disabled = overrides.of_rules(rules, problems)
    playbook = RuleBase(
        name=name,
        vocabulary=vocabulary,
        policy=policy,
        groups=groups,
        actions=actions,
        documents=documents,
        claims=claims,
        rulesets=reader.rulesets,
        rules=rules,
        disabled=disabled,
        overridden=overridden,
    )
    check_playbook(playbook, written, problems)
    return playbook


def _rules(parser: RuleParser, drafts: dict[str, RuleDraft]) -> tuple[Rule, ...]:
    read = (parser.read(drafts[name]) for name in sorted(drafts))
    return tuple(rule for rule in read if rule)


def _sections_of(tree: Mapping, problems: Problems) -> dict[str, Node]:
    found = {}
    for entry in tree.entries:
        if entry.key.text in SECTIONS:
            found[entry.key.text] = entry.value
        else:
            hint = suggest(entry.key.text, SECTIONS) or "a file holds " + ", ".join(SECTIONS)
            problems.add("unknown-key", entry.key, f'a playbook file has no key "{entry.key.text}"', hint)
    return found


def _name(layers: list[Layer], problems: Problems) -> str:
    """The first name that is given: a playbook's own counts before those of the playbooks that it extends."""
    names = []
    for section in (node for layer in layers for node in layer.sections("playbook")):
        keys = read_keys(section, '"playbook"', problems, optional=["name", "extends"])
        if keys == {}:
            problems.add("missing-key", section, '"playbook" lacks "name"', 'add "name:"')
        names.append(read_text(keys.get("name"), '"playbook", name', problems) if keys else None)
    return next((name for name in names if name), "")
