"""make bench: ratios against references in the same run, never times by themselves. Nothing here fails by the clock."""

import os

from tests.bench.growth import measure_growth
from tests.bench.load import has_wrk
from tests.bench.serving import measure
from tests.template_databases import content_template, copy_of


def main() -> None:
    """Start what is needed, measure, and print the tables."""
    if not has_wrk():
        raise SystemExit("make bench needs wrk to make load (Debian: apt install wrk), and nginx to compare with it.")
    rounds = int(os.environ.get("ROUNDS", "3"))
    with content_template() as template, copy_of(template, "bench") as address:
        environment = {**os.environ, "DATABASE_URL": address, "STATIC_FROM_SOURCE": "true"}
        print(f"Serving, medians of {rounds} rounds in turn. Load of the machine: {os.getloadavg()[0]:.1f}")
        for line in measure(environment, rounds=rounds):
            print(line)
    scales = [1, 100, 1000] if os.environ.get("FULL") == "1" else [1, 100]
    print(f"\nCold pages, the admin and a save, medians of {rounds} rounds in turn.")
    for line in measure_growth(os.environ, scales=scales, rounds=rounds):
        print(line, flush=True)
    print(f"Load of the machine at the end, this measurement included: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
