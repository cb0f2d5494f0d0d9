"""The EU Digital Maturity Assessment: eleven questions by keyboard, with live scores."""
