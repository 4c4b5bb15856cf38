"""Stopping a run between two steps."""

import signal


class StopSignal:
    """Turns the first SIGINT or SIGTERM into a wish to stop after the step, so that the run is saved."""

    def __init__(self):
        self.asked = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask)

    def _ask(self, number, frame) -> None:
        self.asked = True
        signal.signal(number, signal.SIG_DFL)
