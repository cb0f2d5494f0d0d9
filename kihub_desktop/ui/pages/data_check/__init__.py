"""The quick test of a table from a customer."""
