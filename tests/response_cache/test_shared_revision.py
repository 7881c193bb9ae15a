"""The workers of a host agree on the newest revision, also when one of them is killed while it writes."""

import os
import signal
import time

from brainmatter.response_cache.shared_revision import SharedRevision


def in_another_process(act) -> int:  # type: ignore[no-untyped-def]
    """Fork, run ``act`` in the child, and wait for its end; the status with which it ended."""
    child = os.fork()
    if child == 0:
        try:
            act()
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1]


def test_what_one_process_sees_all_of_them_see() -> None:
    shared = SharedRevision()
    assert shared.read().asked_at == 0
    in_another_process(lambda: shared.saw(7, "nonce-of-seven", asked_at=5.0))
    seen = shared.read()
    assert (seen.number, seen.nonce, seen.asked_at) == (7, "nonce-of-seven", 5.0)


def test_no_older_revision_takes_the_place_of_a_newer_one() -> None:
    shared = SharedRevision()
    shared.saw(7, "seven", asked_at=5.0)
    seen = shared.saw(6, "six", asked_at=6.0)
    assert (seen.number, seen.nonce, seen.asked_at) == (7, "seven", 6.0)


def test_a_restored_database_at_the_same_number_counts_as_new() -> None:
    shared = SharedRevision()
    shared.saw(7, "seven", asked_at=5.0)
    assert shared.saw(7, "restored", asked_at=6.0).nonce == "restored"


def test_what_was_asked_before_a_write_is_not_fresh_after_it() -> None:
    shared = SharedRevision()
    shared.saw(7, "seven", asked_at=100.0)
    assert shared.read().is_fresh(100.5, within=1)
    assert not shared.read().is_fresh(101.5, within=1)
    shared.forget(at=100.2)
    assert not shared.read().is_fresh(100.3, within=1)
    shared.saw(7, "seven", asked_at=100.1)  # asked before the write, answered after it
    assert not shared.read().is_fresh(100.3, within=1)
    shared.saw(8, "eight", asked_at=100.25)
    assert shared.read().is_fresh(100.3, within=1)


def test_four_processes_that_write_at_once_leave_the_newest() -> None:
    shared = SharedRevision()
    children = []
    for offset in range(4):
        child = os.fork()
        if child == 0:
            for number in range(offset, 4_000, 4):
                shared.saw(number, f"nonce-{number}", asked_at=float(number))
            os._exit(0)
        children.append(child)
    while children:
        seen = shared.read()  # never a half-written record
        assert seen.nonce in ("", f"nonce-{seen.number}")
        pid, _ = os.waitpid(-1, os.WNOHANG)
        children = [child for child in children if child != pid]
    seen = shared.read()
    assert (seen.number, seen.nonce) == (3_999, "nonce-3999")


def test_a_process_killed_in_the_middle_of_writing_keeps_nobody_waiting() -> None:
    shared = SharedRevision()
    child = os.fork()
    if child == 0:
        with shared._alone():
            time.sleep(60)
    time.sleep(0.2)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert shared.saw(1, "one", asked_at=1.0).number == 1
