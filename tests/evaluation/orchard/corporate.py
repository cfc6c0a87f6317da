"""What a company's people post about work every day."""

from typing import Final

from tests.evaluation.orchard.posts import Desk
from tests.evaluation.orchard.text import Filled, fill, joined, lowered, with_typo
from tests.evaluation.orchard.words import sections

_PRODUCTS: Final = {"prod": "appliance", "food": "food", "drink": "drink", "app": "app", "band": "wearable"}


def corporate_text(desk: Desk) -> Filled:
    """One to three sentences, at times with hashtags; nothing in them is a secret."""
    rng, words = desk.rng, sections(f"corporate_{desk.lang}")
    values = {
        **desk.values(one=str(rng.randrange(1, 9)), cotag=desk.world.company.lower()),
        **{slot: rng.choice(desk.world.products[sector]) for slot, sector in _PRODUCTS.items()},
        **{slot: rng.choice(words[slot]) for slot in ("dept", "job", "fair", "day")},
    }
    number = rng.choice([0, 1, 1, 2])
    frames = [rng.choice(words["first"]), *rng.sample(list(words["second"]), number)]
    frames += rng.sample(list(words["tags"]), rng.choice([0, 0, 1, 2]))
    body = joined([fill(frame, values) for frame in frames], "\n" if rng.random() < 0.1 else " ")
    if rng.random() < 0.1:
        body = with_typo(rng, body)
    return lowered(body) if rng.random() < 0.1 else body
