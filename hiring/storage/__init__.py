"""Rows and queries. Functions take the session first, flush, and never commit; rows go no further than the actions.

A statement that a page waits for is put together once (`@cache`) and given its values when it runs: putting one together
takes several times as long as running it. It holds names of columns and of values, and never a value.
"""
