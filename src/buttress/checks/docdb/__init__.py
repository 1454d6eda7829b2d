"""Checks on Amazon DocumentDB."""
