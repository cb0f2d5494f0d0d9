"""Cards about partners and training that more than one page shows."""
