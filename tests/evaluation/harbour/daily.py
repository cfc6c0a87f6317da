"""What employees post about work without any secret."""

from tests.evaluation.harbour.phrasing import joined, plain
from tests.evaluation.harbour.world import Firm
from tests.evaluation.harbour.writer import Writer


def everyday(writer: Writer, firm: Firm) -> str:
    """One such post; its text has no marks."""
    bodies = [writer.fill(writer.pick("benign body", "other"), firm)]
    if writer.rng.random() < 0.2:
        bodies.append(writer.fill(writer.pick("benign body", "other"), firm))
    if writer.rng.random() < 0.45:
        bodies.append(writer.fill(writer.pick("benign rest", "other"), firm))
    return plain(writer.dressed(joined(bodies, writer.rng), firm))
