"""What the sound server tells: whether a microphone is in use, never by whom."""
