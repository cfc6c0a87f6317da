"""Copies of an embedded installation, and installations made from them."""
