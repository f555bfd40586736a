"""The resident process: loop, wiring, state."""
