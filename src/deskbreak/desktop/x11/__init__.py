"""Senses and hands on an X server."""
