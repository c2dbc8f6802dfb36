"""Many people at once: their states found and reviewed, and what each should do next, in one list."""
