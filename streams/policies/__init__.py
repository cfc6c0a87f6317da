"""What is declared in YAML: the form of registers and policies, and the catalogue."""
