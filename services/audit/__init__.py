"""Who saw, decided, declared and told what, and when: answered from the log."""
