"""Versioned, validated content: YAML in, typed entries out."""
