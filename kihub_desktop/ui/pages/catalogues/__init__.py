"""Catalogues and their editions: what they say, what grows old, and how a new edition is made."""
