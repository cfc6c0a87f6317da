"""Made-up posts that policies must, or must not, fire on."""
