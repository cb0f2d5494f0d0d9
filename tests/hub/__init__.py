"""The hub over real HTTP, with real encrypted workspaces, on SQLite and on PostgreSQL."""
