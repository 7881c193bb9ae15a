"""`make lighthouse`: what Lighthouse says of one page of each kind, as on a phone, in a table.

It asks a site that runs already (`make demo`), whose address is ORIGIN, with the system's Chromium. Lighthouse comes
from npm, by npx, unless LIGHTHOUSE names one that is there. Every page is asked three times and the middle run counts,
since a busy machine makes single runs slower.
"""

import json
import os
import shutil
import subprocess
import sys
from statistics import median
from typing import Any

PAGES = {
    "home": "/",
    "comparison": "/comparisons/concept/neurons-vs-parameters",
    "entity": "/entities/human-brain",
    "dimension": "/dimensions/power",
    "bibliography": "/citations",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_AUDITS = {"first-contentful-paint": "FCP s", "largest-contentful-paint": "LCP s", "cumulative-layout-shift": "CLS"}
_RUNS = int(os.environ.get("ROUNDS", "3"))
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def main() -> int:
    """Print the table; 1 where a page misses 100 in anything but performance, or 99 in that."""
    origin = os.environ.get("ORIGIN", "http://127.0.0.1:8000").rstrip("/")
    names = [*CATEGORIES, *_AUDITS.values(), "kB"]
    print(f"{'page':<14}" + "".join(f"{name:>16}" for name in names))
    missed = []
    for kind, path in PAGES.items():
        runs = [_run(f"{origin}{path}") for _ in range(_RUNS)]
        row = {name: median(run[name] for run in runs) for name in names}
        print(f"{kind:<14}" + "".join(f"{row[name]:>16g}" for name in names))
        missed += [f"{kind}: {name} {row[name]:g}" for name in CATEGORIES if row[name] < _least(name)]
        missed += sorted({f"{kind}: {failed}" for failed in runs[-1]["failed"]})
    print("\n".join(["", *missed]) if missed else "\nNothing is missed.")
    return 1 if missed else 0


def _least(category: str) -> int:
    return 99 if category == "performance" else 100


def _run(address: str) -> dict[str, Any]:
    browser = next((found for name in _BROWSERS if (found := shutil.which(name))), "")
    command = os.environ.get("LIGHTHOUSE", "npx --yes lighthouse@12").split()
    done = subprocess.run(
        [
            *command,
            address,
            "--quiet",
            "--output=json",
            f"--only-categories={','.join(CATEGORIES)}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "CHROME_PATH": browser},
    )
    report = json.loads(done.stdout)
    audits = report["audits"]
    row: dict[str, Any] = {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}
    for audit, name in _AUDITS.items():
        number = audits[audit]["numericValue"]
        row[name] = round(number, 3) if name == "CLS" else round(number / 1000, 2)
    row["kB"] = round(audits["total-byte-weight"]["numericValue"] / 1024)
    weighed = {
        item["id"] for name in CATEGORIES[1:] for item in report["categories"][name]["auditRefs"] if item["weight"]
    }
    row["failed"] = [audits[each]["title"] for each in weighed if audits[each]["score"] not in (None, 1)]
    return row


if __name__ == "__main__":
    sys.exit(main())
