"""Deskbreak: a break at a natural pause, and a routine worth standing up for."""

__version__ = "0.1.0"
