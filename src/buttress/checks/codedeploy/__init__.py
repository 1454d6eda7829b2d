"""Checks on AWS CodeDeploy."""
