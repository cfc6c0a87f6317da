"""Exceptions: findings that somebody has said to leave aside, for a while."""

from collections.abc import Iterable, Iterator
from typing import Final

from streams.detect.finding import Finding
from streams.events import Evidence, PostEvent
from streams.registers import Account, Exemption
from streams.situation.model import Registers

EXCEPTED: Final = "excepted:"
"""What the reason of an excepted alert begins with; the id of the exception follows."""


def declared_terms(evidence: Iterable[Evidence]) -> Iterator[str]:
    """What evidence rests on that somebody declared: what was learned has no name an exception could say."""
    return (item.term for item in evidence if item.kind != "learned")


def exempting(finding: Finding, post: PostEvent, account: Account, registers: Registers) -> tuple[str, ...]:
    """The ids of the exceptions by which a finding is left aside; none where a part of it is not excepted.

    They hold at the post's own time. Each piece of evidence must be covered by one, but for what was learned, which
    only ranks: what stands beside an excepted term, or in the posts before it in a thread, is told as ever.
    """
    held = [one for one in registers.exemptions if _holds(one, finding, post, account)]
    if not held:
        return ()
    terms = set(declared_terms(finding.evidence)) | set(finding.carried)
    if not all(any(_covers(one, term) for one in held) for term in terms):
        return ()
    return tuple(one.id for one in held if any(_covers(one, term) for term in terms))


def _holds(exemption: Exemption, finding: Finding, post: PostEvent, account: Account) -> bool:
    return (
        exemption.register == finding.register
        and exemption.since <= post.at < exemption.until
        and exemption.account in {"", account.id}
    )


def _covers(exemption: Exemption, term: str) -> bool:
    return not exemption.terms or term in exemption.terms
