"""placeholder replaced by its builder"""


def word_view(text: str) -> str:
    """Folded words."""
    return text
