"""Texts changed in places, and left alone everywhere else."""

from advisor.source.errors import AdvisorError


class CannotRewrite(AdvisorError):
    """Why a text is left to its author: one reason, without a full stop."""
