"""Adapters on libraries that work on every platform; each stands behind the platform's own way."""
