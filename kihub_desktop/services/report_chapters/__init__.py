"""The chapters of the report, each built from what was read for it."""
