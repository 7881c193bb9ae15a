"""`bin/mutants`: run mutmut over the modules that pyproject.toml names, or a sample of their changes, and count."""

import argparse
import json
import subprocess
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MUTANTS = ROOT / "mutants"
_SURVIVED = 0
_NO_TEST = {5, 33}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "names", nargs="*", help="changes to try: comparisons.gate*; all that were not tried without any"
    )
    parser.add_argument(
        "--every", type=int, default=1, help="of each module only every third, say; after an earlier run"
    )
    parser.add_argument("--table", action="store_true", help="only count what was found before")
    asked = parser.parse_args()
    if not asked.table:
        names = asked.names if asked.every == 1 else _sample(asked.names or ["*"], asked.every)
        subprocess.run(["mutmut", "run", "--max-children", "1", *names], cwd=ROOT, check=True)
    print("| module | changes | tried | survived | not run by any test |")
    for module, codes in _found():
        tried = [code for code in codes if code is not None]
        if tried:
            survived, unseen = tried.count(_SURVIVED), sum(code in _NO_TEST for code in tried)
            print(f"| `{module}` | {len(codes)} | {len(tried)} | {survived} | {unseen} |")


def _sample(names: list[str], every: int) -> list[str]:
    return [
        key for module in _by_module() for key in list(module)[::every] if any(fnmatch(key, name) for name in names)
    ]


def _found() -> Iterator[tuple[str, list[int | None]]]:
    for module in _by_module():
        if module:
            yield next(iter(module)).rpartition(".")[0], list(module.values())


def _by_module() -> Iterator[dict[str, int | None]]:
    """Of each module its changes, by name, with the exit code of the tests; None where it was not tried."""
    for file in sorted(MUTANTS.rglob("*.meta")):
        yield json.loads(file.read_text())["exit_code_by_key"]


if __name__ == "__main__":
    main()
