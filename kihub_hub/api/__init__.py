"""The interface for laptops: messages over HTTPS."""
