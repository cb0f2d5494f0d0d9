"""Step 3: the ideas, how the group rates them, and in which order they are examined."""
