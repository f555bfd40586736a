"""The memory: one row a prompt."""
