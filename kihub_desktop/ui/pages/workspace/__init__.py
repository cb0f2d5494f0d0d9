"""The workspace: where it lies, what keeps it safe, what goes in and out."""
