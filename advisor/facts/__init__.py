"""A freelancer's state as typed facts: read, checked against the vocabulary, computed for a day."""

from advisor.facts.compute import FactsBuilder
from advisor.facts.evaluate import Evaluator
from advisor.facts.rows import Facts, Row
from advisor.facts.schema import Schema
from advisor.facts.state import State
from advisor.facts.view import View

__all__ = ["Evaluator", "Facts", "FactsBuilder", "Row", "Schema", "State", "View"]
