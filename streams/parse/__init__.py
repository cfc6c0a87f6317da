"""Foreign bytes to events, or a reason why not; one form a module."""
