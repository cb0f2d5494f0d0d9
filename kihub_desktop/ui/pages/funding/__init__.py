"""Which funding fits a use case, how much it could give and why; partners and training beside."""
