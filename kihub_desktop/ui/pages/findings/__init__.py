"""What the verdict on one use case needs beyond the interview, in one place."""
