"""`advisor ask`: an interview at a terminal, or with a file of answers."""
