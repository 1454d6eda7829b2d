"""Checks on schedules of Amazon EventBridge Scheduler."""
