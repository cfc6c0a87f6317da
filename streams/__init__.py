"""What flows and what is decided: the pure core, the log and the loop that drives handlers over it."""
