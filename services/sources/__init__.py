"""Where posts come from: how each source stands, when accounts were last heard of, and what is known to be lost."""
