"""`advisor import`: the platform's exports into a state."""
