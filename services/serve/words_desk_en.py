"""What the desk says of what was done there and of what is wrong with it, in English."""

from collections.abc import Mapping
from typing import Final

DESK_EN: Final[Mapping[str, str]] = {
    "done_declared": "The crisis is declared, with your name. Posts that are still kept are being looked through; what "
    "is found appears among the alerts.",
    "done_added": "Added, with your name. Posts that are still kept are being looked through once more; what is found "
    "appears among the alerts.",
    "done_closed": "The crisis is closed, with your name. From now on its words are not looked for.",
    "done_lifted": "The embargo has ended, with your name. From now on everybody may speak about it.",
    "whose": "Whose crisis it is",
    "refer_to": "Refer everybody to: these may speak about it",
    "refer_hint": "What they say about it is not reported, and the situation names them.",
    "refer_nobody": "No account is declared that could be named.",
    "refer_too": "Refer to, as well",
    "add": "Add to it",
    "add_what": "It stays the same crisis, as its next version. What is empty stays as it is.",
    "add_statement": "What is said officially, in place of what is said now",
    "desk_wrong": "Nothing was saved yet; what you wrote is still here.",
    "wrong_missing": "“{field}” is missing.",
    "wrong_long": "“{field}” may have {most} characters at most; these are {n}.",
    "wrong_sites": "A place or a name is missing: what the crisis is recognised by.",
    "wrong_terms": "A word for what happened is missing.",
    "wrong_empty": "“{word}” holds no letter and no digit: nothing could be found by it.",
    "wrong_short": "“{word}” is too short: it would be found in far too many posts. Take three letters at least, or a "
    "second word with it.",
    "wrong_ordinary": "“{word}” stands in far too many posts. Take a word that tells more, or a second one with it.",
    "wrong_free": "Of “{word}” everybody may speak freely: vorlaut does not look for it. Name the product, the place "
    "or what happened.",
    "wrong_began": "“{text}” is no time: write it like 2025-11-20T14:00.",
    "wrong_ahead": "The beginning lies ahead: a crisis is declared when it has begun.",
    "wrong_far": "The beginning is more than a year ago: is the year right?",
    "wrong_refer": "“{who}” is no account that can be named: choose from the list.",
    "wrong_twice": "A crisis “{title}” is on already: choose “Add to it” at that one, or give this one another title.",
    "wrong_nothing_new": "Nothing of that is new: add a place, a word, somebody to refer to, or another statement.",
    "wrong_no_crisis": "This crisis is not declared.",
    "wrong_crisis_over": "This crisis is over already.",
    "wrong_crisis_soon": "This crisis has begun only just now: wait a minute.",
    "wrong_no_embargo": "This embargo is not declared.",
    "wrong_embargo_over": "This embargo is over already.",
    "wrong_embargo_soon": "This embargo has not begun yet.",
    "wrong_company": "Choose whose crisis it is.",
    "wrong_other": "It could not be declared like that. Whoever runs vorlaut knows what to do with this:",
    "try_empty": "There are only spaces: write a post to be tried.",
    "try_account": "This account is not looked at now: choose one from the list.",
    "try_part": "The first {n} of {of} posts were tried; try the others after these.",
    "quiet_may": "stays silent: {who} may speak about it ({about})",
}
