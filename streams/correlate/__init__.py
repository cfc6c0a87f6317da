"""Alerts to groups, independent of order and repetition."""
