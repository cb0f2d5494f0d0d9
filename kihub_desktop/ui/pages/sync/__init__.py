"""The exchange with the hub: what waits, what is new, what a person has to decide."""
