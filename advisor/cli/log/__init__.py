"""`advisor log`: what was done, into the history of a state."""
