"""The screens of every day: the list, one item whole, and what became of it."""
