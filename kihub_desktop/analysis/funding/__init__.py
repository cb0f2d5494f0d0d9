"""Which funding programmes fit a use case of a company, what they could give, and together."""
