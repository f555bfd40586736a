"""The doors: what an adapter has to be, one Protocol a file. Every adapter is behind one of these."""
