"""Proposed architectures, before any template exists: sketches in YAML, draw.io diagrams, and Mermaid."""
