"""The quick test of a customer's table: what it holds, what is odd, what can be learned."""
