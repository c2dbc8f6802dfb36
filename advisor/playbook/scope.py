"""Names in scope: what a path may refer to from a subject, and what an id may be."""

from collections.abc import Mapping
from dataclasses import field, replace

from advisor.playbook.expressions import Path, Root
from advisor.playbook.parse_keys import Keys
from advisor.playbook.reading import Problems, a, read_text
from advisor.playbook.types import NOUNS, FieldType
from advisor.playbook.vocabulary import POLICY, Entity, NumberForms, Template, Vocabulary, start_of
from advisor.source.corrections import CertainHint
from advisor.source.diagnostic import Location, suggest
from advisor.source.record import record
from advisor.source.tree import Node, Scalar

_NOWHERE = Location("", 1, 1)


@record
class Scope:
    """Everything that names can mean while rules are read, and the problems found on the way.

    `broken` are names that somebody declared, but not well: they mean nothing, and only their declaration
    is to blame.
    """

    vocabulary: Vocabulary
    policy: Mapping[str, FieldType]
    problems: Problems
    conclusions: Mapping[str, frozenset[str]] = field(default_factory=dict)
    actions: frozenset[str] = frozenset()
    broken: frozenset[str] = frozenset()

    def find(self, text: str, entity: str) -> Path | None:
        """The path that `text` means from a subject of `entity`, or None, which is not reported."""
        return replace(self, problems=Problems()).resolve(text, entity, _NOWHERE)

    def resolve(self, text: str, entity: str, where: Node | Location) -> Path | None:
        """The path that `text` means from a subject of `entity`, or None with a diagnostic."""
        parts = text.split(".")
        if parts[0] == POLICY:
            return self._parameter(text, where)
        here, parts = start_of(parts, entity, self.vocabulary.entities)
        root, hops = Root.SUBJECT if here.name == entity else Root.SINGLE, []
        while len(parts) > 1:
            target = here.hops.get(parts[0])
            if target is None:
                self._report_unknown(parts[0], text, here, entity, where)
                return None
            hops.append(parts[0])
            here, parts = self.vocabulary.entities[target], parts[1:]
        name, member = parts[0], here.member(parts[0])
        conclusion = member is None and name not in here.links
        if conclusion and name not in self.conclusions.get(here.name, ()):
            self._report_unknown(name, text, here, entity, where)
            return None
        kind = member.kind if member else FieldType.FLAG if conclusion else FieldType.TEXT
        return Path(text, root, tuple(hops), here.name, name, kind, conclusion)

    def _parameter(self, text: str, where: Node | Location) -> Path | None:
        name = text.partition(".")[2]
        if name in self.policy:
            return Path(text, Root.POLICY, (), "", name, self.policy[name])
        if name not in self.broken:
            hint = suggest(name, self.policy) or "parameters are declared under policy:"
            self.problems.add("unknown-policy", where, f'the policy has no parameter "{name}"', hint)
        return None

    def _report_unknown(
        self, name: str, text: str, here: Entity, subject: str, where: Node | Location
    ) -> None:
        if name in self.broken:
            return
        mine = [*here.fields, *here.computed, *here.links, *self.conclusions.get(here.name, ())]
        paths = self._elsewhere(name, subject)
        hint = suggest(name, mine)
        if paths:
            hint = f'did you mean "{paths[0]}"?'
            hint = CertainHint(hint, name, paths[0]) if len(paths) == 1 and text == name else hint
        hint = hint or f"the fields of {a(here.noun)} are declared under entities:"
        message = f'{a(here.noun)} has no field or conclusion "{name}"'
        self.problems.add("unknown-field", where, message, hint)

    def _elsewhere(self, name: str, entity: str) -> list[str]:
        """The full paths of that name in what can be reached from the subject, the policy's first."""
        entities = self.vocabulary.entities
        reachable = {"": entity} | {f"{hop}.": target for hop, target in entities[entity].hops.items()}
        reachable |= {f"{single.name}.": single.name for single in entities.values() if single.single}
        paths = [f"{POLICY}.{name}"] if name in self.policy else []
        for prefix, target in reachable.items():
            if entities[target].member(name) is not None or name in self.conclusions.get(target, ()):
                paths.append(prefix + name)
        return paths

    def known_action(self, action: str, where: Node | Location) -> bool:
        """Whether the action exists; a diagnostic where it does not."""
        return self.problems.declared("action", action, where, self.actions, broken=self.broken)

    def template_under(self, key: str, keys: Keys, entity: str) -> Template | None:
        """The text with placeholders that stands under a key."""
        return self.template(keys.get(key), entity, keys.about(key))

    def template(self, node: Node | None, entity: str, what: str) -> Template | None:
        """A text with placeholders, resolved from a subject of `entity`."""
        text = read_text(node, what, self.problems)
        if text is None or not isinstance(node, Scalar):
            return None
        if "{" not in text and "}" not in text:
            return Template((text,), text, node.location)
        pieces = split_placeholders(text)
        if isinstance(pieces, str):
            hint = "write {{ and }} for braces that are text"
            self.problems.add("bad-placeholder", node, f"{what}: {pieces}", hint)
            return None
        parts: list[str | Path | NumberForms] = []
        for literal, name, forms in pieces:
            path = self.resolve(name, entity, node) if name else None
            if path is not None and path.conclusion:
                message = f'{what}: "{{{name}}}" is a conclusion'
                self.problems.add("bad-placeholder", node, message, "a placeholder names a field")
                path = None
            part = self._forms(path, forms, node, what) if path and forms else path
            parts += [part for part in (literal, part) if part]
        return Template(tuple(parts), text, node.location)

    def _forms(self, path: Path, forms: str, node: Node, what: str) -> NumberForms | None:
        """The forms of a number; None where they are none, or where the path is to no count."""
        one, *more = (form.strip() for form in forms.split("|"))
        message = hint = ""
        if path.kind is not FieldType.COUNT:
            message = f'"{path.text}" is {NOUNS[path.kind]}, and only a count has forms'
            hint = f'write "{{{path.text}}}" alone'
        elif len(more) != 1 or not one or not more[0]:
            number = sum(map(bool, (one, *more)))
            found = f"{number} form{'' if number == 1 else 's'}"
            message = f'"{{{path.text}:{forms}}}" has {found}, expected one for 1 and one for other numbers'
            hint = f'write "{{{path.text}: one thing|# things}}"'
        if message:
            self.problems.add("bad-placeholder", node, f"{what}: {message}", hint)
            return None
        return NumberForms(path, one, more[0])


def split_placeholders(text: str) -> list[tuple[str, str | None, str]] | str:
    """Literal text, the placeholder after it or None, and its forms ("" for none); or what is wrong.

    Read with the standard library's formatter syntax, paths and forms only: no attributes, calls, conversions
    or format specifications, so text from a playbook or a state can never run.
    """
    import string

    pieces: list[tuple[str, str | None, str]] = []
    try:
        for literal, name, forms, conversion in string.Formatter().parse(text):
            if name is not None and conversion:
                return f'"{{{name}" goes on with a conversion, expected a path alone'
            if name is not None and not name.strip():
                return "{} names nothing, expected a path between the braces"
            if forms and ("{" in forms or "}" in forms):
                return f'"{{{name}:{forms}}}" has braces in braces'
            pieces.append((literal, None if name is None else name.strip(), forms or ""))
    except ValueError as error:
        return str(error).lower()
    return pieces
