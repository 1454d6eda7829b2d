"""Turns the text of HCL (and its JSON form) into placed nodes."""
