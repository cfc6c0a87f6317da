"""Telling people: the author first, then whoever is on the route, in steps, until somebody says they look."""
