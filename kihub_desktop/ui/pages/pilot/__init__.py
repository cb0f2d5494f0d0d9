"""The sketch of a pilot and the plan for AI literacy."""
