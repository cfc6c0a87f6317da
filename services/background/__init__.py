"""What posts usually say, kept as counts of words: the background that new terms are tried on."""
