"""Recorded and synthetic days through the mind: what Deskbreak would have done, and how well."""
