"""Fixtures and settings for all tests."""

from hypothesis import settings

pytest_plugins = ["tests.servers.fixtures"]

# How long one example takes says more of the machine than of the program; a test that hangs fails by pytest-timeout.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
