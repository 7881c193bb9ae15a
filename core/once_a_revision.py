"""Numbers about the whole site, such as how many claims there are: worked out once for each state of the content.

    @once_a_revision
    def totals() -> Totals: ...

To count a large table takes as long as reading it. What is counted cannot change without another revision, so each
process counts once after each change, and every page shows the same number until the next.
"""

from collections.abc import Callable
from functools import wraps
from threading import Lock

from core.revisions import Revision, committed_revision


def once_a_revision[V](work_out: Callable[[], V]) -> Callable[[], V]:
    """The function, which takes nothing and reads only what readers may see, with its last answer kept.

    Costs a query for the revision each time. A transaction that has itself changed something gets an answer of its
    own, which is not kept: nobody else sees that state yet, and it may be rolled back.
    """
    kept: list[tuple[Revision, V]] = []
    working = Lock()

    @wraps(work_out)
    def answer() -> V:
        # Asked for first: where the content changes meanwhile, the answer is newer than what it is kept under.
        revision = committed_revision()
        if revision is None:
            return work_out()
        with working:
            if not kept or kept[0][0] != revision:
                kept[:] = [(revision, work_out())]
            return kept[0][1]

    return answer
