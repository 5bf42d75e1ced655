"""The use cases: each checks the permission, gathers, decides in the domain, applies, and writes its audit event."""
