"""Checks on Amazon EventBridge Pipes."""
