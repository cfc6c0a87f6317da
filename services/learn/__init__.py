"""Decisions become what alerts and crises are judged by."""
