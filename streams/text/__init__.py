"""Text to comparable text: folding, tokens, skeleton, alignment back to what was received."""
