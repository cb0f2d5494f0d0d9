"""Law and security: what a use case has to keep, and how well the company is protected."""
