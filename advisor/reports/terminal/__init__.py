"""How text looks in a terminal: width, colour, signs, and nothing that acts on it."""
