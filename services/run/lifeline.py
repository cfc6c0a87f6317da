"""The child's end of what ties a process to the one that started it (`services.run.processes`)."""

import os
import signal
from contextlib import suppress
from threading import Thread, Timer
from typing import Final

READY: Final = b"ready"
NOT_READY: Final = b"not ready"
_INPUT: Final = 0
_OUTPUT: Final = 1


def tell_readiness(ready: bool) -> None:  # noqa: FBT001 - one answer to one question
    """Tell the parent. Where it is gone, nobody wants to know."""
    with suppress(OSError):
        os.write(_OUTPUT, (READY if ready else NOT_READY) + b"\n")


def end_with_parent(within: float) -> None:
    """From now on, end this process as SIGTERM does when its parent is gone, and after so many seconds for good."""

    def watch() -> None:
        with suppress(OSError):
            while os.read(_INPUT, 1):
                pass
        last = Timer(within, os._exit, (1,))
        last.daemon = True
        last.start()
        os.kill(os.getpid(), signal.SIGTERM)

    Thread(target=watch, name="lifeline", daemon=True).start()
