"""The console: what people watch and act in, as pages a server makes."""
