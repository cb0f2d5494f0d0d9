"""The window in which lists and address cards are read in, step by step."""
