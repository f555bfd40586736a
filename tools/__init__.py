"""What ``dev.py`` does. Standard library only, but for the documents, which are made inside ``.venv``."""
