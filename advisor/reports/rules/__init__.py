"""Rules in plain English: one of them, a table of all, pages, a graph."""
