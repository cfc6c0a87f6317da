"""Registers are declared, changed and shown."""
