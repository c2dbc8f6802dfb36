"""What came of an import, as text and as JSON."""
