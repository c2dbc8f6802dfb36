"""What came of running scenarios: results, coverage, mutation."""
