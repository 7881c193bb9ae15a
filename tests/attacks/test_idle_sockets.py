"""The site as it is served, under 500 idle clients of each kind: it serves every probe by itself."""

import pytest

from tests.attacks.idle_sockets import PROBES, allow_sockets, attack, kinds
from tests.running_site import RunningSite

IDLE = 500


@pytest.mark.parametrize("name", ["silent", "partial headers", "slow bodies", "slow readers"])
def test_every_probe_is_served_beside_five_hundred(site: RunningSite, name: str) -> None:
    allow_sockets(4_096)
    outcome = attack(site.origin, kinds(site.origin)[name], IDLE)
    assert outcome.failures == []
    assert len(outcome.seconds) == PROBES
