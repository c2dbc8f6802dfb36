"""`advisor init`: a state from nothing, by answers to a few questions."""
