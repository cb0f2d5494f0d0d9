"""Step 1: master data, contacts, processes, data sources, and what is still open."""
