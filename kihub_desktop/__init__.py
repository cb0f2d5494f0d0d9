"""KI-HUB Werkbank: records companies, judges AI use cases and reports, without a network."""

__version__ = "0.1.0"
