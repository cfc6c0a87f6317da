"""What a detector found in one post, before it becomes an alert."""

from dataclasses import dataclass

from streams.events import Evidence
from streams.registers import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One register entry broken by one post. `reasons` are codes such as `near_author` or `phase:last_week`.

    `bits` is the weight that the confidence comes from; `carried` are the terms that it rests on in other posts.
    """

    policy: str
    policy_version: str
    register: str
    register_version: int
    severity: Severity
    confidence: float
    evidence: tuple[Evidence, ...]
    reasons: tuple[str, ...] = ()
    bits: float = 0.0
    carried: tuple[str, ...] = ()
