"""What a measured process is told, as one argument: read by both interpreters."""

from typing import Literal, get_args

import msgspec

Search = Literal["ours", "regex"]
SEARCHES: tuple[Search, ...] = get_args(Search)


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """Read `source` as `group`, judge every post, put alerts where they belong, and count into the file `counter`.

    `registers` is a file. Alerts go to the topic `alerts`; where that is empty, to the index `index` of
    `elasticsearch`, and where that is empty, too, nowhere. `table`: write a table for every post.
    """

    bootstrap: str
    source: str
    group: str
    registers: str
    counter: str
    alerts: str = ""
    elasticsearch: str = ""
    index: str = ""
    search: Search = "ours"
    table: bool = False
    partitions: int = 1


def spoken(order: Order) -> str:
    """The order as an argument of a command."""
    return msgspec.json.encode(order).decode()


def heard(argument: str) -> Order:
    """The order in an argument; raises `msgspec.ValidationError`."""
    return msgspec.json.decode(argument, type=Order)
