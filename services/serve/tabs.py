"""The tabs of the stream: alerts by how far people are with them, as the address says it."""

from typing import Final, Literal, get_args

from streams.triage import NOT_CLOSED, State

Tab = Literal["", "new", "acknowledged", "escalated", "with_author", "closed", "all"]
ALL: Final = "all"
TABS: Final[tuple[Tab, ...]] = get_args(Tab)


def tab_of(asked: str) -> Tab:
    """The tab an address names; without one, what is not closed."""
    return next((tab for tab in TABS if tab == asked), "")


def meant(tab: Tab) -> tuple[State, ...]:
    """The states of a tab; none stands for any, as in a query."""
    if tab == "all":
        return ()
    return (tab,) if tab else NOT_CLOSED
