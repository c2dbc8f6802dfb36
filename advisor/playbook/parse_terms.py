"""`words:`: the currency, and what a playbook calls the score and whom it advises.

A playbook on top of another may give any of them; the last word holds.
"""

from collections.abc import Sequence
from dataclasses import replace

from advisor.playbook.extends import Layer
from advisor.playbook.grammar import CURRENCY, CURRENCY_PLACES, SCORE, WORDS
from advisor.playbook.parse_keys import Keys, read_shape
from advisor.playbook.reading import Problems, read_word
from advisor.playbook.terms import NEUTRAL, Terms
from advisor.playbook.units import LONGEST_SIGN, Units, is_sign
from advisor.source.tree import Mapping, Node

_SIGN_HINT = f'a sign has no digits and at most {LONGEST_SIGN} characters, such as "€", "CHF" or "kr."'


def parse_terms(layers: Sequence[Layer], problems: Problems) -> Terms:
    """The words of a playbook, layer over layer, with neutral ones where it says nothing."""
    terms = NEUTRAL
    for layer in layers:
        said: dict[str, Node] = {}
        for section in layer.sections("words"):
            keys = read_shape(section, '"words"', WORDS, problems)
            for key, node in (keys or {}).items():
                if key in said:
                    message = f'"{key}" is among the words already, at {said[key].location}'
                    problems.add("duplicate-id", node, message, "remove one")
                else:
                    said[key] = node
        terms = _given(Keys(said, '"words"', problems), terms)
    return terms


def _given(keys: Keys, terms: Terms) -> Terms:
    """The terms with those that stand under some keys."""
    if person := keys.text("person"):
        terms = replace(terms, person=person)
    if conjunction := keys.text("and"):
        terms = replace(terms, conjunction=conjunction)
    if "currency" in keys:
        terms = replace(terms, units=_currency(keys, terms.units))
    if "score" in keys:
        terms = _score(keys, terms)
    return terms


def _currency(keys: Keys, units: Units) -> Units:
    node, problems = keys["currency"], keys.problems
    inner, place = keys, None
    if isinstance(node, Mapping):
        read = read_shape(node, keys.about("currency"), CURRENCY, problems)
        if read is None:
            return units
        inner, place = read, read.get("place")
    key = "sign" if inner is not keys else "currency"
    sign = inner.text(key)
    after = read_word(place, CURRENCY_PLACES, inner.about("place"), problems) == "after"
    if sign and not is_sign(sign):
        problems.mismatch("wrong-value", inner[key], inner.about(key), "the sign of a currency", _SIGN_HINT)
        return units
    if not sign:
        return units
    below = tuple(dict.fromkeys([*units.below, units.sign] if units.sign else units.below))
    return replace(units, sign=sign, after=after, below=below)


def _score(keys: Keys, terms: Terms) -> Terms:
    node = keys["score"]
    if not isinstance(node, Mapping):
        return replace(terms, score=keys.text("score") or terms.score)
    inner = read_shape(node, keys.about("score"), SCORE, keys.problems)
    if inner is None:
        return terms
    units = replace(
        terms.units,
        point=inner.text("point") or terms.units.point,
        points=inner.text("points") or terms.units.points,
    )
    return replace(
        terms,
        units=units,
        score=inner.text("name") or terms.score,
        risk=inner.text("risk") or terms.risk,
        note=inner.text("note") or terms.note,
    )
