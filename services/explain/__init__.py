"""One alert explained to a person: typed pieces of text that a terminal, a page or a message can show."""
