"""Fields and parameters that nothing in a playbook reads."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, is_dataclass

from advisor.playbook.dependencies import Name, parameters_of, reads_of
from advisor.playbook.expressions import Path
from advisor.playbook.model import RuleBase
from advisor.playbook.reading import Problems, a
from advisor.playbook.vocabulary import POLICY, Entity
from advisor.source.diagnostic import Location

_THEIR_NAME = "name"  # of whom the advice is for: reports begin with it


def check_unused_names(playbook: RuleBase, files: Collection[str], problems: Problems) -> None:
    """`unused-field` and `unused-parameter`, warnings, for what is declared in these files beside rules.

    A vocabulary without rules is for others to use.  What only a disabled rule reads counts as read.
    """
    if not any(rule.location.file in files for rule in playbook.rules):
        return
    read = {(path.entity or POLICY, path.name) for path in _paths_in(playbook)}
    if playbook.soon is not None:
        read.add((POLICY, playbook.soon.name))
    for entity in playbook.vocabulary.entities.values():
        for computed in entity.computed.values():
            read.update(reads_of(entity.name, computed))
            read.update(parameters_of(computed))
    for entity in playbook.vocabulary.entities.values():
        read.update(_read_by_the_advisor(entity))
        places = {name: member.location for name, member in entity.fields.items()}
        places |= {name: member.location for name, member in entity.computed.items()}
        for name, place in places.items():
            if (entity.name, name) not in read and place.file in files:
                message = f'nothing reads the field "{name}" of {a(entity.noun)}'
                hint = "use it in a condition, a computed field or a text, or remove it"
                problems.warn("unused-field", place, message, hint)
    for parameter in playbook.policy.values():
        if (POLICY, parameter.name) not in read and parameter.location.file in files:
            message = f'nothing reads the parameter "{parameter.name}"'
            hint = f'compare with it, as "> {POLICY}.{parameter.name}", or remove it'
            problems.warn("unused-parameter", parameter.location, message, hint)


def _read_by_the_advisor(entity: Entity) -> Iterator[Name]:
    """What names an entity, tells when it moved, or makes up a history."""
    names = [entity.key, entity.points, entity.score, *entity.money.values(), *entity.activity]
    if entity.intake is not None:
        names += entity.intake.days
    if entity.single:
        names.append(_THEIR_NAME)
    if entity.records_deeds:
        names += entity.fields
    if entity.is_standard:
        names += entity.computed
    yield from ((entity.name, name) for name in names)
    yield (POLICY, entity.goal)


def _paths_in(value: object) -> Iterator[Path]:
    """Every path in a record, in whatever part of it."""
    waiting = [value]
    names: dict[type, tuple[str, ...]] = {str: (), int: (), Location: ()}
    while waiting:
        here = waiting.pop()
        kind = type(here)
        if kind is Path:
            assert isinstance(here, Path)
            yield here
        elif kind in names:
            waiting += [getattr(here, name) for name in names[kind]]
        elif isinstance(here, tuple | list):
            waiting += here
        elif isinstance(here, Mapping):
            waiting += here.values()
        else:
            names[kind] = tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
            waiting.append(here)
