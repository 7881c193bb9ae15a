"""Memory that goes back to the system, where the C library would keep it for later."""

import ctypes
import sys

# From <malloc.h> of glibc.
_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
_ARENAS = 2
_BYTES = 128 << 10


def give_memory_back() -> None:
    """Have this process give back what it has freed. Before its threads start; does nothing on other systems.

    By itself glibc gives each thread an arena of its own, and raises, with each large block that is freed, the size
    from which blocks go back to the system: a page is a large block, and the holes between pages add up.
    """
    if not sys.platform.startswith("linux"):
        return
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt") and hasattr(library, "gnu_get_libc_version"):
        for parameter, value in ((_ARENA_MAX, _ARENAS), (_MMAP_THRESHOLD, _BYTES), (_TRIM_THRESHOLD, _BYTES)):
            library.mallopt(parameter, value)
