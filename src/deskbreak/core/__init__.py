"""The mind: decides when to remind. Standard library only; never sleeps, polls or reads a clock."""
