"""The embedded service: one process that drives every handler."""
