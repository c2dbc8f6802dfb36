"""Rules and their conditions in plain English."""
