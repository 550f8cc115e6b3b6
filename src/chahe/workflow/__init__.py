"""Verdicts, the states work goes through, and who may move it."""

from .verdict import Verdict

__all__ = ["Verdict"]
