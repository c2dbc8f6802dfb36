"""Rules over facts: strata, compilation to an engine's productions, runs, and the reference evaluator."""

from advisor.engine.run import Firing, Program, Run

__all__ = ["Firing", "Program", "Run"]
