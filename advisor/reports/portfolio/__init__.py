"""A portfolio as text, as rows for other programs, and as a page."""
