"""A schema is never stricter than the checker: a condition that is accepted is not underlined."""

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from advisor.playbook.grammar import BLOCK
from advisor.playbook.parse_conditions import BlockParser
from advisor.playbook.reading import Problems
from advisor.playbook.scope import Scope
from advisor.schemas.conditions import conclusions_of
from advisor.source.reader import parse_tree
from tests.as_editors_read import as_editor
from tests.schemas.reading import content, shipped

DEFINITIONS = content("playbook")["definitions"]
ENTITIES = tuple(shipped().vocabulary.entities)
PATHS = [
    (entity, path)
    for entity in ENTITIES
    for path in DEFINITIONS[f"when.{entity}"]["properties"]
    if path not in BLOCK.names
]
BLOCKS = {
    entity: Draft7Validator({"definitions": DEFINITIONS, "$ref": f"#/definitions/when.{entity}"})
    for entity in ENTITIES
}
VALUES = [
    *("3", "0", "4.5", "$250", "1,200.50", "92%", "7.5h", "14days", "2026-05-01"),
    *("true", "False", "yes", "NO", "known", "unknown", "active", "none", "check-in"),
    *("policy.small_stake", "policy.idle_after", "profile.job_success", "profile.badge", "idle", "at_stake"),
    *("client.hires", "1.00", "007", "open", "me", "top-rated"),
    *("0.9 * earned", "policy.idle_after - 30 days", "min(earned, $50) / 2", "started + 2 weeks"),
    *("2 * idle", "earned / at_stake", "abs(escrow-earned)", "(idle)", "days_between(started, ended)"),
]

values = st.sampled_from(VALUES)
compared = st.builds("'{} {}'".format, st.sampled_from(["<", "<=", ">", ">=", "!=", "="]), values)
between = st.builds("'{}{} .. {}{}'".format, st.sampled_from("[("), values, values, st.sampled_from("])"))
scalars = st.one_of(values, values.map("'{}'".format), compared, between)
tests = st.recursive(
    scalars,
    lambda inner: st.one_of(
        inner.map("{{not: {}}}".format),
        st.lists(inner, min_size=1, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
    ),
    max_leaves=3,
)


def scope(problems: Problems) -> Scope:
    playbook = shipped()
    kinds = {parameter.name: parameter.kind for parameter in playbook.policy.values()}
    drawn = {entity: frozenset(names) for entity, names in conclusions_of(playbook).items()}
    return Scope(playbook.vocabulary, kinds, problems, drawn, frozenset(playbook.actions))


@given(where=st.sampled_from(PATHS), test=tests)
def test_what_the_checker_accepts_is_not_underlined(where: tuple[str, str], test: str) -> None:
    entity, path = where
    node, unread = parse_tree(f"{{{path}: {test}}}", "it.yaml")
    problems = Problems()
    if node is not None and not unread and BlockParser(scope(problems)).block(node, entity):
        assert problems.found or BLOCKS[entity].is_valid(as_editor(node))
