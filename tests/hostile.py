"""What somebody could write who means harm, as one table: used over posts, registers, names, reasons and ids alike."""

import re
from collections.abc import Mapping
from typing import Final

EVIL: Final = "evil.example"
HOSTILE: Final[Mapping[str, str]] = {
    "script": "<script>document.title='had'</script><script src=//evil.example/x.js></script>",
    "markup": '"><img src=x onerror=alert(1)><svg onload=alert(1)><iframe src=//evil.example>',
    "an attribute": "' onmouseover='alert(1)' style='position:fixed",
    "the end of an element": "</textarea></title></mark></option><h1>had</h1>",
    "entities": "&lt;script&gt;alert(1)&#x202e;&NewLine;",
    "a template": "{{ 7*'7' }}{% include '/etc/passwd' %}${7*7}{0.__class__}{link}",
    "text turned around": "\u202egnp.exe\u2066x\u2069\u200f\u061c",
    "nothing to be seen": "Fa\u200blk\u200de\ufeff \u2060\u00ad\u034f\u3164",
    "a pile of accents": "e" + "\u0301" * 400,
    "a hundred thousand characters": "x" * 100_000,
    "nothing as a character": "a\x00b",
    "commands of a terminal": "\x1b[2J\x1b]0;had\x07\x9b31m",
    "other ends of lines": "a\u2028b\u2029c\x85d\x0be",
    "an address that runs": "javascript:alert(document.cookie)",
    "a header": "x\r\nBcc: mallory@evil.example\r\nContent-Type: text/html\r\n\r\n<b>had</b>",
    "a formula": '=HYPERLINK("http://evil.example","all is well")',
    "another formula": "+1+cmd|' /C calc'!A0",
    "one that sums": "@SUM(1+1)*cmd|' /C calc'!A0",
    "one that subtracts": "-2+3+cmd|' /C calc'!A0",
    "one behind a tab": "\t=1+1",
    "the end of a string": "';DROP TABLE alerts;--\"}]",
    "a path": "../../../etc/passwd%00",
}
LARGEST: Final = 99_000  # characters of it that a post can hold beside a term: larger ones are refused at the gate
SURROGATES: Final = (rb"\ud800", rb"\udfff\ud800", rb"x\udc00y")  # as a line of JSON may hold them
UNSEEN: Final = re.compile(  # what must not reach anybody's eyes as it is
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\u3164\ufeff\ud800-\udfff]"
    "|[\u0300-\u036f]{3}"
)
