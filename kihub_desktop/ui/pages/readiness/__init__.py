"""The readiness interview: one question at a time, by keyboard, with a live profile."""
