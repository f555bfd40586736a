"""The signs in the tray and the program's own icon: drawn by a short-lived process, read from a cache."""
