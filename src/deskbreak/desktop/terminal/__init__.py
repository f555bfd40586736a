"""Senses and hands where there is a terminal and no display."""
