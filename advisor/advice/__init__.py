"""Firings to ranked advice: deliberation, ranking, explanation and questions."""
