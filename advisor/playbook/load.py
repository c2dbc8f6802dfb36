"""From folders of YAML to a Playbook: every file is read, every problem collected, nothing half-loaded."""

import os
from functools import partial

from advisor.playbook.check import check_playbook
from advisor.playbook.model import Playbook, Rule
from advisor.playbook.parse_actions import ActionParser, parse_groups
from advisor.playbook.parse_policy import entries_of, parse_claims, parse_documents, parse_policy
from advisor.playbook.parse_rules import Draft, RuleParser, RuleReader
from advisor.playbook.parse_vocabulary import VocabularyParser
from advisor.playbook.reading import Problems, ordered, read_keys, read_mapping, read_text
from advisor.playbook.scope import Scope
from advisor.source.diagnostic import Diagnostic, suggest
from advisor.source.location import Location
from advisor.source.reader import playbook_files, read_tree
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
]


@record
class Loaded:
    """What loading gives: the playbook where it passed, and everything found on the way."""

    playbook: Playbook | None
    diagnostics: tuple[Diagnostic, ...]


def load_playbook(folders: tuple[str, ...]) -> Loaded:
    """The playbook of one or several folders, a later one adding to the earlier."""
    problems = Problems()
    trees: list[Mapping] = []
    for folder in folders:
        trees += _read_folder(folder, problems)
    if not trees:
        if not problems.found:
            where = Location(folders[0] if folders else "", 1, 1)
            problems.add("empty-playbook", where, "the folder holds no rules", "expected .yaml files")
        return Loaded(None, ordered(problems.found))
    name = os.path.basename(os.path.abspath(folders[0]))
    playbook = _assemble(trees, name, problems)
    return Loaded(None if problems.errors else playbook, ordered(problems.found))


def _read_folder(folder: str, problems: Problems) -> list[Mapping]:
    paths, found = ([folder], []) if os.path.isfile(folder) else playbook_files(folder)
    problems.found += found
    trees: list[Mapping] = []
    for path in paths:
        node, found = read_tree(path)
        problems.found += found
        mapping = read_mapping(node, "a playbook file", problems) if node is not None else None
        if mapping is not None:
            trees.append(mapping)
    return trees


def _assemble(trees: list[Mapping], name: str, problems: Problems) -> Playbook:
    sections: dict[str, list[Node]] = {key: [] for key in SECTIONS}
    for tree in trees:
        for key, node in _sections_of(tree, problems).items():
            sections[key].append(node)
    policy = parse_policy(sections["policy"], problems)
    documents = parse_documents(sections["documents"], problems)
    claims = parse_claims(sections["claims"], documents, problems)
    kinds = {parameter.name: parameter.kind for parameter in policy.values()}
    vocabulary = VocabularyParser(problems).read(sections["entities"], kinds)
    groups = parse_groups(sections["groups"], problems)
    entries = entries_of(sections["actions"], "actions", problems)
    reader = RuleReader(list(vocabulary.entities), problems)
    for tree in trees:
        if tree.get("rules") is not None or tree.get("ruleset") is not None:
            reader.read_file({entry.key.text: entry.value for entry in tree.entries}, tree)
    scope = Scope(vocabulary, kinds, reader.conclusions(), frozenset(entry.key.text for entry in entries))
    actions = ActionParser(scope, groups, problems).read(entries)
    rules = _rules(RuleParser(scope, claims, problems), reader.drafts)
    playbook = Playbook(
        name=_name(sections["playbook"], problems) or name,
        vocabulary=vocabulary,
        policy=policy,
        groups=groups,
        actions=actions,
        documents=documents,
        claims=claims,
        rulesets=reader.rulesets,
        rules=rules,
    )
    check_playbook(playbook, list(reader.drafts.values()), problems)
    return playbook


def _rules(parser: RuleParser, drafts: dict[str, Draft]) -> tuple[Rule, ...]:
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


def _name(sections: list[Node], problems: Problems) -> str:
    names = []
    read = partial(read_keys, what='"playbook"', problems=problems, required=["name"])
    for section in sections:
        keys = read(section)
        names.append(read_text(keys["name"], '"playbook", name', problems) if keys else None)
    return next((name for name in names if name), "")
