"""Advice for freelancers, from rules that coaches write in YAML."""

__version__ = "0.1.0.dev0"
