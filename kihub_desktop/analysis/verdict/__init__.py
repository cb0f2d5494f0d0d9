"""The verdict on a use case: five pillars, conditions, knock-outs and what would change it."""
