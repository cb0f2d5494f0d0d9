"""Analysis results drawn as matplotlib figures, for window and report alike."""
