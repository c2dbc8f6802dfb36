"""Mutation of rules: changes made on purpose, and whether a scenario notices each."""
