"""Structured interviews, competency scorecards and PDF profiles for key account managers."""

__version__ = "0.1.0"
