"""Rows and queries. Functions take the session first, flush, and never commit; rows go no further than the actions."""
