"""Why something is advised, and why something is not, as text and as JSON."""
