"""Load from wrk, a bounded number of seconds at a time, to a server of our own on this machine."""

import re
import shutil
import subprocess
from dataclasses import dataclass
from statistics import median

_SECONDS = 2
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


@dataclass(frozen=True)
class Target:
    """What is asked for: a name for the table, an address on this machine, and headers."""

    name: str
    address: str
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Measured:
    """Requests a second, and milliseconds within which half and 99 of a hundred were answered; errors in all rounds."""

    rate: float
    p50: float
    p99: float
    errors: int


def has_wrk() -> bool:
    return shutil.which("wrk") is not None


def measure_in_turn(targets: list[Target], *, connections: int, rounds: int) -> dict[str, Measured]:
    """Each target once a round, in turn: a machine whose speed drifts then treats all alike. Medians of the rounds."""
    found: dict[str, list[Measured]] = {target.name: [] for target in targets}
    for _ in range(rounds):
        for target in targets:
            found[target.name].append(_measure(target, connections))
    return {
        name: Measured(
            median(one.rate for one in all_rounds),
            median(one.p50 for one in all_rounds),
            median(one.p99 for one in all_rounds),
            sum(one.errors for one in all_rounds),
        )
        for name, all_rounds in found.items()
    }


def _measure(target: Target, connections: int) -> Measured:
    headers = [part for name, value in target.headers for part in ("-H", f"{name}: {value}")]
    command = ["wrk", "-t1", f"-c{connections}", f"-d{_SECONDS}s", "--latency", *headers, target.address]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    errors = sum(int(number) for number in re.findall(r"(?:connect|read|write|timeout) (\d+)", said))
    errors += sum(int(number) for number in re.findall(r"Non-2xx or 3xx responses: (\d+)", said))
    return Measured(_number(r"Requests/sec:\s+([\d.]+)", said), _time(r"50%", said), _time(r"99%", said), errors)


def _number(pattern: str, said: str) -> float:
    found = re.search(pattern, said)
    return float(found[1]) if found else 0.0


def _time(percentile: str, said: str) -> float:
    found = re.search(percentile + r"\s+([\d.]+)(us|ms|s)", said)
    return float(found[1]) * _UNITS[found[2]] if found else 0.0
