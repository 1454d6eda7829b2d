"""The adapter of the store port: SQLite in one file by default, PostgreSQL by URL."""
