"""From folders of YAML to a Playbook: every file is read, every problem collected, nothing half-loaded."""

import os
from dataclasses import replace

from advisor.playbook.check import check_playbook
from advisor.playbook.extends import Layer, LayerReader
from advisor.playbook.grammar import FILE, PLAYBOOK
from advisor.playbook.ignored import Ignored, without_ignored
from advisor.playbook.model import RuleBase
from advisor.playbook.outside import without_quotes
from advisor.playbook.overrides import disable_rules, override_policy, read_overrides
from advisor.playbook.parse_conduct import parse_conduct
from advisor.playbook.parse_constraints import parse_constraints
from advisor.playbook.parse_declarations import (
    parse_actions,
    parse_claims,
    parse_documents,
    parse_groups,
    parse_policy,
)
from advisor.playbook.parse_keys import CitableClaims, names_in, read_shape
from advisor.playbook.parse_rules import SourceRules, parse_rule
from advisor.playbook.parse_terms import parse_terms
from advisor.playbook.parse_texts import conditions_in
from advisor.playbook.parse_vocabulary import VocabularyParser
from advisor.playbook.reading import Problems, ordered
from advisor.playbook.rewrite_layers import rewritten_layers
from advisor.playbook.scope import Scope
from advisor.source.diagnostic import Diagnostic, Severity, suggest
from advisor.source.record import record

# What may be amiss only because a file that would have held a name could not be read at all.
_MAY_FOLLOW = frozenset(
    {
        "claim-without-carrier",
        "idle-override",
        "missed-rule",
        "unadvised-action",
        "unknown-action",
        "unknown-claim",
        "unknown-document",
        "unknown-entity",
        "unknown-field",
        "unknown-group",
        "unknown-list",
        "unknown-override",
        "unknown-policy",
        "unused-conclusion",
        "unused-field",
        "unused-list",
        "unused-parameter",
    }
)


@record
class Loaded:
    """What loading gives: the playbook where it passed, everything found on the way, and the layers read.

    `draft` is what could be read where it did not pass: fit for naming what is declared, never for advice.
    `ignored` are the problems that comments in the files ignore, in the order of `diagnostics`.
    """

    playbook: RuleBase | None
    diagnostics: tuple[Diagnostic, ...]
    layers: tuple[Layer, ...] = ()
    draft: RuleBase | None = None
    ignored: tuple[Ignored, ...] = ()

    def strictly(self) -> "Loaded":
        """The same where every warning is an error, so that a playbook with one does not pass."""
        errors = tuple(replace(problem, severity=Severity.ERROR) for problem in self.diagnostics)
        return replace(self, playbook=None if errors else self.playbook, diagnostics=errors)


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
        all_found = unreadable.found + problems.found
        return Loaded(None, ordered(without_quotes(all_found, reader.outside)), layers)
    if not unreadable.found and all(file.tree.get("entities") is None for file in files):
        message = "no file declares entities, so that there is nothing to speak of"
        hint = "folders that add to a playbook are read with it: name its folder first"
        problems.add("no-vocabulary", files[0].tree.location, message, hint)
        return Loaded(None, ordered(without_quotes(problems.found, reader.outside)), layers)
    name = _name(reader.by_name, problems) or os.path.basename(os.path.abspath(folders[0]))
    playbook = _assemble(layers, name, problems, complete=not unreadable.found)
    kept = [problem for problem in problems.found if not unreadable.found or problem.code not in _MAY_FOLLOW]
    comments = [comment for file in files for comment in file.ignores]
    found = ordered(unreadable.found + kept)
    diagnostics, ignored = without_ignored(found, comments, _uppermost(layers))
    diagnostics = ordered(without_quotes(diagnostics, reader.outside))
    failed = any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)
    return Loaded(None if failed else playbook, diagnostics, layers, playbook, ignored)


def _assemble(layers: tuple[Layer, ...], name: str, problems: Problems, *, complete: bool) -> RuleBase:
    """The playbook of the layers; `complete` is whether every file of them could be read."""
    overrides = read_overrides(layers, problems)
    layers, rewritten, added = rewritten_layers(layers, overrides, problems)
    sections = {key: [node for layer in layers for node in layer.sections(key)] for key in FILE.names}
    files = [file for layer in layers for file in layer.files]
    for entry in (entry for file in files for entry in file.tree.entries):
        if entry.key.text not in FILE.names:
            hint = suggest(entry.key.text, FILE.names) or "a file holds " + ", ".join(FILE.names)
            problems.add("unknown-key", entry.key, f'a playbook file has no key "{entry.key.text}"', hint)
    terms = parse_terms(layers, problems)
    documents = parse_documents(sections["documents"], problems)
    broken = names_in(sections["documents"]) - set(documents)
    claims = parse_claims(sections["claims"], documents, broken, problems)
    citable = CitableClaims(claims, names_in(sections["claims"]) - set(claims))
    declared = parse_policy(sections["policy"], citable, terms.units, problems)
    policy, overridden = override_policy(declared, overrides["policy"], terms.units, problems)
    kinds = {parameter.name: parameter.kind for parameter in policy.values()}
    broken |= names_in(sections["policy"]) - set(kinds)
    known = frozenset(names_in(sections["actions"]))
    words = VocabularyParser(citable, terms, problems, broken, added)
    vocabulary = words.read(sections["entities"], kinds, known)
    groups = parse_groups(sections["groups"], problems)
    source = SourceRules(list(vocabulary.entities), problems, complete=complete)
    for file in files:
        if file.tree.get("rules") is not None or file.tree.get("ruleset") is not None:
            source.read_file(file.tree, file.folder)
    source.text_conditions += conditions_in(sections["actions"])
    broken |= words.broken | source.unread_conclusions | (names_in(sections["groups"]) - set(groups))
    scope = Scope(vocabulary, kinds, problems, source.conclusions(), known, frozenset(broken))
    actions = parse_actions(sections["actions"], scope, groups, citable)
    conduct = parse_conduct(sections["messages"], citable, problems)
    constraints = parse_constraints(sections["constraints"], replace(scope, conclusions={}))
    read = (parse_rule(rule, scope, citable) for _, rule in sorted(source.rules.items()))
    rules, disabled = disable_rules([rule for rule in read if rule], overrides["rules"], problems)
    playbook = RuleBase(
        name=name,
        vocabulary=replace(vocabulary, language=conduct.language),
        policy=policy,
        groups=groups,
        actions=actions,
        documents=documents,
        claims=claims,
        rulesets=source.rulesets,
        rules=rules,
        conduct=conduct,
        constraints=constraints,
        disabled=disabled,
        overridden=overridden,
        rewritten=rewritten,
    )
    check_playbook(playbook, source, _uppermost(layers), problems)
    return playbook


def _uppermost(layers: tuple[Layer, ...]) -> frozenset[str]:
    """The files of the last layer, on which no others build."""
    return frozenset(file.tree.location.file for file in layers[-1].files)


def _name(layers: list[Layer], problems: Problems) -> str:
    """The first name that is given: a playbook's own counts before those of the playbooks that it extends."""
    names = []
    for section in (node for layer in layers for node in layer.sections("playbook")):
        keys = read_shape(section, '"playbook"', PLAYBOOK, problems)
        if keys is not None and not keys:
            problems.missing(["name"], section, '"playbook"')
        names.append(keys.text("name") if keys else "")
    return next((name for name in names if name), "")
