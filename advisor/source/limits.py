"""How much text is read: bounds that no honest file meets, and that keep a hostile one to about a second."""

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 64  # mappings and sequences inside one another
MAX_NODES = 200_000  # scalars, sequences and mappings, with aliases expanded
MAX_SHARED = 100_000  # those among them that aliases add by repeating
MAX_PROBLEMS = 100  # in one file
