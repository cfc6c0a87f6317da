"""Posts come in: through the gate, into the log."""
