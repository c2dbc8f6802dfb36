"""The platform's exports: read, merged, and put into a state."""
