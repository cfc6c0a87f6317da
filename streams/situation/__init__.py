"""Registers folded into what holds at an instant."""
