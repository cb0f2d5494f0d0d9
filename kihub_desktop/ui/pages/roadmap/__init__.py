"""The page of the one plan."""
