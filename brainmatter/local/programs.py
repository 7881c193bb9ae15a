"""Running the programs a local site is made of, and ending them with the command that began them."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_SECONDS_TO_END = 10
_PR_SET_PDEATHSIG = 1  # from <linux/prctl.h>


class StopRequested(BaseException):
    """Ctrl-C, or a request to end; not an Exception, so that nothing takes it for a failure."""


@contextmanager
def stopping_on_request() -> Iterator[None]:
    """Within the block, Ctrl-C, a request to end, or the death of the parent ends the program by StopRequested."""

    def stop(number: int, frame: FrameType | None) -> None:
        # Once is enough: the tidying up that follows is not to be interrupted by an impatient second Ctrl-C.
        for each in _STOPPING:
            signal.signal(each, signal.SIG_IGN)
        raise StopRequested

    for each in _STOPPING:
        signal.signal(each, stop)
    end_with_parent()
    yield


def end_with_parent(by: signal.Signals = signal.SIGTERM) -> None:
    """Have the kernel send this process the signal when its parent dies, even by SIGKILL. Linux only; else nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, by)


@contextmanager
def running(
    command: Sequence[str],
    *,
    folder: Path,
    environment: Mapping[str, str],
    orphaned_by: signal.Signals = signal.SIGTERM,
) -> Iterator[subprocess.Popen[bytes]]:
    """The command running beside this process while the block runs, out of reach of the terminal's Ctrl-C.

    At the end of the block it is asked to end, and made to if it does not. When this process dies before
    that, the command is sent `orphaned_by`.
    """
    # A request to stop must not fall between the start of a process and the note that it is there to be ended.
    held = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    process = None
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            process_group=0,
            preexec_fn=_in_a_child_of(os.getpid(), orphaned_by, held),
        )
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        yield process
    finally:
        if process:
            _end(process)
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _in_a_child_of(parent: int, orphaned_by: signal.Signals, mask: Iterable[int]) -> Callable[[], None]:
    def prepare() -> None:
        for each in _STOPPING:
            signal.signal(each, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        end_with_parent(orphaned_by)
        if os.getppid() != parent:  # It died before the kernel was asked.
            os._exit(1)

    return prepare
