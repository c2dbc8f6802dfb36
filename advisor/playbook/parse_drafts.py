"""`ruleset:` and `rules:`, first pass: which rules there are, what they conclude and whom they advise."""

from dataclasses import replace

from advisor.playbook.model import RuleSet, Verb
from advisor.playbook.reading import Problems, optional_text, read_keys, read_list, read_text, read_texts
from advisor.source.diagnostic import suggest
from advisor.source.record import record
from advisor.source.tree import Mapping, Node, Scalar, Sequence

VERBS = tuple(verb.value for verb in Verb)
_REQUIRED = ("id", "for", "when", "because", "claims")
_KEYS = (*_REQUIRED, *VERBS, "priority", "deadline", "in_force", "note")


@record
class Draft:
    """A rule before its names are resolved: its id, subject, verb and targets are known, the rest is text.

    `keys` may lack some of what a rule needs; that has been reported.
    """

    id: str
    ruleset: str
    entity: str
    verb: Verb
    targets: tuple[tuple[str, Node], ...]
    keys: dict[str, Node]
    node: Mapping
    folder: str = ""


@record
class Written:
    """All rules of a playbook: as drafts, or as they stand where they could not be read that far."""

    drafts: tuple[Draft, ...]
    unread: tuple[Mapping, ...]

    @property
    def lost(self) -> frozenset[str]:
        """The conclusions of unread rules: nobody else is to blame where they are missing."""
        nodes = (rule.get(Verb.CONCLUDE) for rule in self.unread)
        return frozenset(text for node in nodes for text in _texts(node))

    @property
    def advised(self) -> frozenset[str]:
        """Every action that some rule advises."""
        nodes = (rule.get(Verb.ADVISE) for rule in self.unread)
        found = {text for node in nodes for text in _texts(node)}
        return frozenset(found | {n for d in self.drafts if d.verb is Verb.ADVISE for n, _ in d.targets})


def _listed(node: Node | None) -> tuple[Node, ...]:
    return node.items if isinstance(node, Sequence) else ()


def _texts(node: Node | None) -> list[str]:
    nodes = (node,) if isinstance(node, Scalar) else _listed(node)
    return [each.text for each in nodes if isinstance(each, Scalar)]


class RuleReader:
    """Gathers the rules of all files."""

    def __init__(self, entities: list[str], problems: Problems) -> None:
        self.entities = entities
        self.problems = problems
        self.rulesets: dict[str, RuleSet] = {}
        self.drafts: dict[str, Draft] = {}
        self.unread: list[Mapping] = []
        self._titles: dict[str, Node] = {}

    def read_file(self, sections: dict[str, Node], file_node: Node, folder: str = "") -> None:
        """The rules of one file; `sections` are its top-level entries, `folder` is where it lies."""
        id_node = sections.get("ruleset")
        if id_node is None:
            self.problems.add(
                "missing-key", file_node, 'a file with rules lacks "ruleset"', 'add "ruleset: some-name"'
            )
        ruleset = read_text(id_node, '"ruleset"', self.problems)
        if ruleset is None or id_node is None:
            self.unread += [node for node in _listed(sections.get("rules")) if isinstance(node, Mapping)]
            return
        self._ruleset(RuleSet(ruleset, ruleset, id_node.location, folder), id_node, sections.get("title"))
        for node in read_list(sections.get("rules"), '"rules"', self.problems):
            self._rule(node, ruleset, folder)

    def _ruleset(self, found: RuleSet, node: Node, title_node: Node | None) -> None:
        """A rule set may go on in other files; one of them gives its title."""
        name = found.id
        title = optional_text(title_node, f'the rule set "{name}", title', self.problems)
        found = replace(found, title=title or name)
        known = self.rulesets.setdefault(name, found)
        first = self._titles.setdefault(name, title_node) if title and title_node else None
        if title and known.title == name:
            self.rulesets[name] = found
        elif title and first and known.title != title:
            message = f'the rule set "{name}" has another title already, at {first.location}'
            self.problems.add("duplicate-id", title_node or node, message, "leave this title out")

    def _rule(self, node: Node, ruleset: str, folder: str) -> None:
        id_node = node.get("id") if isinstance(node, Mapping) else None
        what = f'the rule "{id_node.text}"' if isinstance(id_node, Scalar) else "a rule"
        keys = read_keys(node, what, self.problems, optional=_KEYS)
        if keys is None or not isinstance(node, Mapping):
            return
        for key in _REQUIRED:
            if key not in keys:
                self.problems.add("missing-key", node, f'{what} lacks "{key}"', f'add "{key}:"')
        name = read_text(keys.get("id"), "the id of a rule", self.problems)
        entity = self._entity(keys["for"], what) if "for" in keys else None
        verb = self._verb(keys, node, what)
        earlier = self.drafts.get(name) if name else None
        if earlier is not None:
            message = f'the rule "{name}" exists already, at {earlier.keys["id"].location}'
            self.problems.add("duplicate-id", keys["id"], message, "rename one, or remove it")
        if name is None or entity is None or verb is None or earlier is not None:
            self.unread.append(node)
            return
        targets = read_texts(keys[verb], f"{what}, {verb}", self.problems)
        self.drafts[name] = Draft(name, ruleset, entity, verb, targets, keys, node, folder)

    def _entity(self, node: Node, what: str) -> str | None:
        name = read_text(node, f"{what}, for", self.problems)
        if name is None or name in self.entities:
            return name
        hint = suggest(name, self.entities) or "the entities are " + ", ".join(self.entities)
        self.problems.add("unknown-entity", node, f'{what}: there is no entity "{name}"', hint)
        return None

    def _verb(self, keys: dict[str, Node], node: Node, what: str) -> Verb | None:
        verbs = [verb for verb in keys if verb in VERBS]
        if len(verbs) == 1:
            return Verb(verbs[0])
        where = keys[verbs[1]] if verbs else node
        message = f"{what}: found {' and '.join(verbs) or 'no verb'}, expected one of " + ", ".join(VERBS)
        hint = "split the rule: one consequence each" if verbs else "say what follows from the conditions"
        self.problems.add("one-verb", where, message, hint)
        return None

    @property
    def written(self) -> Written:
        """What was found."""
        return Written(tuple(self.drafts.values()), tuple(self.unread))

    def conclusions(self) -> dict[str, frozenset[str]]:
        """The conclusions that rules draw, by entity."""
        found: dict[str, set[str]] = {}
        for draft in self.drafts.values():
            if draft.verb is Verb.CONCLUDE:
                found.setdefault(draft.entity, set()).update(name for name, _ in draft.targets)
        return {entity: frozenset(names) for entity, names in found.items()}
