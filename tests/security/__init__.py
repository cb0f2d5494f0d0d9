"""Nothing of a company is readable on disk."""
