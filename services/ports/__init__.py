"""What the verbs ask for: Protocols and their prose, no library."""
