"""Memory that a page took is given back once it is sent."""

import subprocess
import sys
from textwrap import dedent

import pytest


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Only glibc is told.")
def test_what_is_freed_between_large_blocks_goes_back_to_the_system() -> None:
    """Many blocks of the size of a page, every other of which is freed: by itself glibc keeps the holes."""
    measure = dedent("""
        import sys
        from brainmatter.memory import give_memory_back

        def resident():
            return int(open("/proc/self/statm").read().split()[1]) * 4096

        if sys.argv[1] == "give":
            give_memory_back()
        # As after the first large pages: glibc has learnt that such blocks come and go.
        grown = [bytearray(8 << 20) for _ in range(3)]
        del grown
        before = resident()
        blocks = [bytearray(200_000) for _ in range(400)]
        del blocks[::2]
        kept = sum(map(len, blocks))
        print(resident() - before - kept)
    """)

    def held(how: str) -> int:
        command = [sys.executable, "-c", measure, how]
        return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    assert held("give") < 10_000_000 < held("keep")
