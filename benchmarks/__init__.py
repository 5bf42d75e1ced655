"""What is measured beside what: ratios to a bare program that does the same, in the same run. `make bench` prints them."""
