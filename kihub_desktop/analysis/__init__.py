"""Pure functions from recorded answers to explained results."""
