"""What decisions teach: the words of one declared crisis, and how sure findings are. Pure."""
