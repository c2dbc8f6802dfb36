"""Advice and diagnostics as text and as JSON: values in, strings out.

Nothing here prints, reads a file, or asks what the terminal can do: a `TerminalStyle` does.
"""
