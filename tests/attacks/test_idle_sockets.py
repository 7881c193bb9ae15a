"""The site as it is served, under 500 idle clients of each kind: it serves every probe by itself."""

import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from brainmatter.server import LIMITS, WORKERS
from tests.attacks.idle_sockets import PROBES, allow_sockets, attack, attack_with_all, kinds
from tests.running_site import RunningSite

IDLE = 500


@pytest.mark.parametrize("name", ["silent", "partial headers", "slow bodies", "slow readers"])
def test_every_probe_is_served_beside_five_hundred(site: RunningSite, name: str) -> None:
    allow_sockets(4_096)
    outcome = attack(site.origin, kinds(site.origin)[name], IDLE)
    assert outcome.failures == []
    assert len(outcome.seconds) == PROBES


def test_every_probe_is_served_beside_all_of_them_at_once_while_time_runs_out_for_them(site: RunningSite) -> None:
    outcome = attack_with_all(site.origin, IDLE)
    assert outcome.failures == []
    assert outcome.reopened > IDLE


def test_a_crowd_of_readers_holds_no_more_connections_to_the_database_than_the_documentation_says(
    site: RunningSite,
) -> None:
    def connections() -> set[int]:
        found = site.query(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return {pid for (pid,) in found}

    def ask(_number: int) -> int:
        with urllib.request.urlopen(f"{site.origin}/readyz", timeout=30) as answer:
            return int(answer.status)

    with ThreadPoolExecutor(64) as crowd:
        assert set(crowd.map(ask, range(300))) == {200}
        first = connections()
        assert set(crowd.map(ask, range(300))) == {200}
    assert len(first | connections()) <= WORKERS * (LIMITS.threads + 1)
