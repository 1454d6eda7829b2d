"""Reads what Terraform shows in JSON: plans and states, with exact values."""
