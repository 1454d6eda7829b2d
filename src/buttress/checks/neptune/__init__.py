"""Checks on Amazon Neptune."""
