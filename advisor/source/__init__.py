"""Where text comes from: files read within bounds, YAML and JSON as trees with positions, diagnostics.

The only room that imports `yaml`. Nothing here knows rules or facts: scalars stay text, and what a
text means is decided later by the vocabulary.
"""
