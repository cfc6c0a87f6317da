"""How data comes in and goes out: commands, adapters and the one place that wires them."""
