"""Runs the migrations of the hub on the connection it is given."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=context.config.attributes.get("metadata"))
# The caller's transaction holds: log, tables and version change together or not at all.
context.run_migrations()
