"""Which items of a portfolio are wanted: what, how urgent, due when, and how many of each person."""

from collections.abc import Iterable
from dataclasses import replace

from advisor.playbook.model import Priority, RuleBase
from advisor.portfolio.model import Item, Portfolio, Reviewed
from advisor.source.diagnostic import suggest
from advisor.source.errors import SelectionError
from advisor.source.record import record


@record
class Choice:
    """What is wanted: of these actions and these priorities (any, where there are none), due `within` days.

    `top` is how many of each person, the most urgent first; None: all.
    """

    actions: frozenset[str] = frozenset()
    priorities: frozenset[Priority] = frozenset()
    within: int | None = None
    top: int | None = None

    @classmethod
    def of(cls, only: Iterable[str], playbook: RuleBase, within: int | None, top: int | None) -> "Choice":
        """The choice by words, each an action or a priority.  Raises SelectionError about others."""
        actions, priorities = set(), set()
        for word in only:
            if word in tuple(Priority):
                priorities.add(Priority(word))
            elif word in playbook.actions:
                actions.add(word)
            else:
                known = (*playbook.actions, *Priority)
                hint = suggest(word, known) or '"advisor rules list" shows the actions'
                raise SelectionError(f'no action and no priority is called "{word}"', hint)
        return cls(frozenset(actions), frozenset(priorities), within, top)

    @property
    def is_narrow(self) -> bool:
        """Whether it may leave something out."""
        return self != Choice()

    def wants(self, item: Item) -> bool:
        """Whether an item is wanted, however many there are."""
        what, left = item.what, item.days_left
        return (
            (not self.actions or what.action in self.actions)
            and (not self.priorities or what.priority in self.priorities)
            and (self.within is None or (left is not None and left <= self.within))
        )

    def of_person(self, reviewed: Reviewed) -> Reviewed:
        """The person with the wanted items alone."""
        return replace(reviewed, items=tuple(filter(self.wants, reviewed.items))[: self.top])

    def of_portfolio(self, portfolio: Portfolio) -> Portfolio:
        """The portfolio with the wanted items alone, also among those that are gone."""
        reviewed = tuple(map(self.of_person, portfolio.reviewed))
        return replace(portfolio, reviewed=reviewed, gone=tuple(filter(self.wants, portfolio.gone)))
