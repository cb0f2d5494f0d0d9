"""The verdict on one use case: five pillars, conditions, next steps, and where it comes from."""
