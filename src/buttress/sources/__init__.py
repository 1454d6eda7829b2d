"""Readers that take an architecture in from what a team already has."""
