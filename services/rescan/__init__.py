"""A register that arrives late looks back over the posts still retained."""
