"""Slips of the hand: letters left out, put in, taken for another, or in the wrong order."""


def shortened(word: str) -> list[str]:
    """The word without each of its letters in turn: two words one slip apart have one of these in common, or are one.

    Where a letter was left out, the shorter word is itself among those of the longer one.
    """
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


def twice_shortened(word: str) -> set[str]:
    """The word with at most two letters left out: two words two slips apart have one of these in common."""
    once = shortened(word)
    return {word, *once, *(two for one in once for two in shortened(one))}


def letter_bits(word: str) -> int:
    """The letters of a word as bits, to tell quickly that two words are far apart. Some letters share a bit."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


def apart(one: int, other: int, slips: int) -> bool:
    """Whether words of these letters are more than so many slips apart: each slip changes one letter of a word."""
    return (one & ~other).bit_count() > slips or (other & ~one).bit_count() > slips


def within(one: str, other: str, slips: int) -> bool:
    """Whether so many slips, or fewer, make one word of the other."""
    if one == other:
        return True
    if abs(len(one) - len(other)) > slips or not slips:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, others = one[start:], other[start:]
    ways = [(rest[1:], others[1:]), (rest[1:], others), (rest, others[1:])]
    if rest[:2] == others[1::-1]:
        ways.append((rest[2:], others[2:]))
    return any(within(left, right, slips - 1) for left, right in ways)
