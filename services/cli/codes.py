"""Exit codes, as scripts know them; 0 is done, and 2 also click's own for wrong use."""

WRONG_USE = 2
TOO_MANY_DEAD = 3
UNREACHABLE = 4
