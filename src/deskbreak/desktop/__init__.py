"""Senses and hands: the adapters behind the ports."""
