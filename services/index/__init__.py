"""Alerts and groups go into the search view."""
