"""What is measured and what the ratings mean: pure functions over frozen data."""
