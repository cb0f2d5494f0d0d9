"""Weights of criteria, orders of alternatives, and how certain an order is (method.md 9)."""
