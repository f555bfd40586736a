"""What windows are made of: words, buttons, choices; with keyboard, focus and accessible names."""
