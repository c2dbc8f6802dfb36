"""What differs between two pieces of advice: since last time, with other facts, with other rules."""
