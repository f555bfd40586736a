"""What Deskbreak teaches, as data."""
