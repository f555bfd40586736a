"""``dev.py tour``: the pictures of the documentation, taken from the real program on a virtual desktop."""
