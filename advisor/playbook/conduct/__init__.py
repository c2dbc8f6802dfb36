"""Conduct: what no message may say, found word by word in time that grows with the text alone."""
