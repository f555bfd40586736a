"""What only Linux itself offers, on any desktop."""
