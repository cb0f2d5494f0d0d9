"""The window: pages draw, presenters decide."""
