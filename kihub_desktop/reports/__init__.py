"""The report as data, and its writers."""
