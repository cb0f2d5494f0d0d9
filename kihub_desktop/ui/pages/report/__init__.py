"""The report: what will be in it, what is missing, and the files it is written to."""
