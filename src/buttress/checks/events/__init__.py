"""Checks on rules of Amazon EventBridge."""
