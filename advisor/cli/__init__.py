"""The command `advisor`: one module a command, and the only room that prints or exits."""

import atexit
import gc

# Most commands end before a collection pays: it takes a third of the time to load a playbook.  Said here, so
# that it holds from the first import on.
gc.set_threshold(100_000)
# The process takes its memory along: a last collection would look through all of it, for nothing.
atexit.register(gc.freeze)
