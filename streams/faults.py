"""What may be in the way of a whole process; whatever layer finds it says so."""


class Unavailable(Exception):
    """Try later: the log, store or channel cannot be reached now. The message says what to look at."""


class CannotRun(Exception):
    """Permanent for the process. The message says what to do."""
