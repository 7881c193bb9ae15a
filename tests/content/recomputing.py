"""A register of recomputations: how a derived figure of the content follows from its inputs."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from tests.content.own_content import Printed


@dataclass(frozen=True)
class Result:
    """What a recomputation gives, in the unit in which the figure stands; None where the figure says nothing."""

    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None


type Recomputation = Callable[[Printed], Result | Decimal]

RECOMPUTED: dict[tuple[str, str], Recomputation] = {}


def recomputes(*claims: str, text: str) -> Callable[[Recomputation], Recomputation]:
    """Register a recomputation of the figure printed so, in each of these claims."""

    def register(recomputation: Recomputation) -> Recomputation:
        for claim in claims:
            assert (claim, text) not in RECOMPUTED
            RECOMPUTED[claim, text] = recomputation
        return recomputation

    return register
