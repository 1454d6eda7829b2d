"""Migrations of the schema, for Alembic: each revision changes it once, and only forwards."""
