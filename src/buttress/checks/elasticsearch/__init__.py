"""Checks on Elasticsearch domains."""
