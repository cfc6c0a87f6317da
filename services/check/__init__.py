"""One text judged for its author before posting, kept nowhere."""
