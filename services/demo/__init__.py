"""A made-up company and a seeded stream of posts."""
