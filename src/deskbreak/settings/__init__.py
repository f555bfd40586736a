"""One model of the settings; layers with their origin; documents made from it."""
