"""Advice as text, Markdown, HTML and JSON; advice that was saved, read again."""
