"""The gaps that bring most for the planned use cases, their measures, and the stages compared."""
