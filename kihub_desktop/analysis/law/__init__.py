"""The legal check: three-valued conditions, all branches at once, and what is worth asking."""
