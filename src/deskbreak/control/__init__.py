"""The letterbox: how a command reaches the daemon."""
