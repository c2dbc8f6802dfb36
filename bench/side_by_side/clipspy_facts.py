"""Facts of clipspy that are given back to CLIPS.

clipspy 1.0.6 retains each fact that it hands out, and means to release it when Python drops it; but it calls
`ReleaseFact(environment, fact)` where the function takes the fact alone, and ignores the TypeError.  So no
fact that was ever asserted is freed: 8 KiB a review of 20 contracts, and reviews become slower.
"""


def release_facts() -> None:
    """Have facts released that Python drops, as clipspy means to."""
    from clips._clips import lib
    from clips.facts import Fact

    def released(fact: Fact) -> None:
        lib.ReleaseFact(fact._fact)

    Fact.__del__ = released
