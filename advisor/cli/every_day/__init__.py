"""The commands of every day: today's list, and what is done about its items."""
