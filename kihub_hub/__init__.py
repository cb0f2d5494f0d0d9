"""The hub: a small service where laptops meet and staff see the region."""
