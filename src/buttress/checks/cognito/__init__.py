"""Checks on Amazon Cognito."""
