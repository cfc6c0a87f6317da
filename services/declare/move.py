"""Moving a term or a policy to another stage."""

from dataclasses import replace

from services.declare.amend import held
from services.declare.declare import Proposal
from streams.registers import Embargo, RegisterEntry, Stage
from streams.situation.fold import History
from streams.stage import CannotRun


def move_term(embargo_id: str, text: str, stage: Stage) -> Proposal:
    """The term is in this stage from now on; all else about the embargo stays."""

    def propose(history: History) -> tuple[RegisterEntry, ...]:
        embargo = held(history, Embargo, embargo_id)
        if not any(term.text == text for term in embargo.terms):
            declared = ", ".join(term.text for term in embargo.terms) or "none"
            raise CannotRun(f"{embargo_id} has no term {text!r}: its terms are {declared}")
        moved = (replace(term, stage=stage) if term.text == text else term for term in embargo.terms)
        return (replace(embargo, terms=tuple(moved)),)

    return propose


def move_policy(policy_id: str, stage: Stage) -> Proposal:
    """The policy is in this stage from now on; one that is built in is declared by that."""

    def propose(history: History) -> tuple[RegisterEntry, ...]:
        policies = history.situation().registers.policies
        for policy in policies:
            if policy.id == policy_id:
                if policy.rule == "severity" and stage == "shadow":
                    raise CannotRun(
                        f"{policy_id} weighs what is found and finds nothing itself: it cannot run in shadow"
                    )
                return (replace(policy, stage=stage),)
        raise CannotRun(f"there is no policy {policy_id}: there are {', '.join(sorted(one.id for one in policies))}")

    return propose
