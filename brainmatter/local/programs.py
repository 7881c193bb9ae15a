"""Running the programs a local site is made of, and ending them with the command that began them."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

_PR_SET_PDEATHSIG = 1  # from <linux/prctl.h>


class StopRequested(BaseException):
    """Ctrl-C, or a request to end; not an Exception, so that nothing takes it for a failure."""


@contextmanager
def stopping_on_request() -> Iterator[None]:
    """Within the block, Ctrl-C, a request to end, or the death of the parent ends the program by StopRequested."""

    def stop(number: int, frame: FrameType | None) -> None:
        # Once is enough: the tidying up that follows is not to be interrupted by an impatient second Ctrl-C.
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        raise StopRequested

    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, stop)
    end_with_parent()
    yield


def end_with_parent(by: signal.Signals = signal.SIGTERM) -> None:
    """Have the kernel send this process the signal when its parent dies, even by SIGKILL. Linux only; else nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, by)


def started(
    command: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str],
    orphaned_by: signal.Signals = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """The command, running beside this process, and out of reach of the terminal's Ctrl-C.

    When this process dies, the command is sent `orphaned_by`.
    """
    return subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        process_group=0,
        preexec_fn=_in_a_child_of(os.getpid(), orphaned_by),
    )


def ended(process: subprocess.Popen[bytes], *, seconds: float) -> int:
    """Ask the process to end, wait so long, then end it; its exit code."""
    if process.poll() is None:
        process.terminate()
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
    return process.wait()


def _in_a_child_of(parent: int, orphaned_by: signal.Signals) -> Callable[[], None]:
    def prepare() -> None:
        end_with_parent(orphaned_by)
        if os.getppid() != parent:  # It died before the kernel was asked.
            os._exit(1)

    return prepare
