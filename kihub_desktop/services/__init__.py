"""What a consultant does: one module per noun, one transaction per method."""
