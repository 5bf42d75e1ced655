"""Rows and queries. Functions take the session first, flush, and never commit; a row never leaves this package."""
