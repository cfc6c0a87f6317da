"""A post and a situation to alerts: pure, explained, replayable."""
