"""Checks on AWS Backup."""
