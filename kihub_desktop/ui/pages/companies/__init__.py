"""The start page: all companies with how far each is."""
