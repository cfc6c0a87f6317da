"""A file of posts through the whole pipeline, in memory, keeping nothing."""
