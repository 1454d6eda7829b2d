"""The front ends of a conversation in a terminal: full screen, and plain prompts."""
