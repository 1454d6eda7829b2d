"""Checks on Amazon ECS."""
