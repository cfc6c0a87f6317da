"""What may no longer be kept is overwritten: posts taken down, accounts withdrawn."""
