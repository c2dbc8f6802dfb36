"""What the exit codes of every command mean; README.md lists them for users."""

DONE = 0
CHANGED = 1  # only where a command was asked to fail on it
WRONG_USAGE = 2  # click's own code for it
INVALID_PLAYBOOK = 3
FAILED_SCENARIOS = 4
INVALID_STATE = 5
INTERNAL_ERROR = 70
CANNOT_WRITE = 74
INTERRUPTED = 130
