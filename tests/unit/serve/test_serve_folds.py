"""Folding: every alert is behind one line of one page, and pages end."""

from hypothesis import given
from hypothesis import strategies as st

from services.adapters.memory_store import MemoryStore
from services.ports.store import Query
from services.serve.folds import fold
from streams.registers import SEVERITIES, Severity
from tests.contract.store_examples import alert


@given(groups=st.lists(st.integers(0, 4), max_size=30), lines=st.integers(1, 4), read=st.integers(4, 12))
def test_pages_of_folded_alerts_reach_every_group_and_end(groups: list[int], lines: int, read: int) -> None:
    store = MemoryStore()
    store.put([alert(f"{place}", detected=place, register=f"Embargo/e{of}") for place, of in enumerate(groups)])
    after, seen, sizes = None, set[str](), dict[str, int]()
    for _ in range(len(groups) + 1):
        page = fold(store, store, Query(newest_first=True, after=after, limit=read + 1), lines)
        assert len(page.alerts) <= lines
        seen |= {one.group for one in page.alerts}
        sizes |= page.sizes
        after = page.last
        if after is None:
            break
    assert after is None
    assert seen == {f"gr_Embargo/e{of}" for of in groups}
    assert sizes == {f"gr_Embargo/e{of}": groups.count(of) for of in set(groups)}


@given(found=st.lists(st.sampled_from(SEVERITIES), min_size=1, max_size=9))
def test_a_line_knows_the_worst_severity_of_the_alerts_it_stands_for(found: list[Severity]) -> None:
    store = MemoryStore()
    store.put([alert(f"{place}", detected=place, severity=one) for place, one in enumerate(found)])
    page = fold(store, store, Query(newest_first=True, limit=3), 2)
    assert page.worst == {"gr_Embargo/falke-2": max(found, key=SEVERITIES.index)}
    asked = Query(newest_first=True, limit=3, severities=(found[0],))
    assert fold(store, store, asked, 2).worst == {"gr_Embargo/falke-2": found[0]}
