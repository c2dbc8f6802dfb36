"""A freelancer's state as typed facts: read, checked against the vocabulary, computed for a day."""

from advisor.facts.evaluate import Evaluator
from advisor.facts.facts_builder import FactsBuilder
from advisor.facts.rows import Facts, Row, WorkingMemory
from advisor.facts.schema import Schema
from advisor.facts.state import State

__all__ = ["Evaluator", "Facts", "FactsBuilder", "Row", "Schema", "State", "WorkingMemory"]
