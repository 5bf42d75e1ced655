"""The pages: one module per family of pages, each with a blueprint."""
