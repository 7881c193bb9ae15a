"""python -m tests.bench.generate --scale 100: a database of the local server with the content many times over.

Prints its address at last. `bin/generated-content` runs it with the local server up.
"""

import argparse
import os
import time
from collections.abc import Callable

import psycopg
from psycopg.sql import SQL, Identifier

from tests.bench.generated_content import multiply
from tests.template_databases import address_of, content_template


def make(name: str, *, scale: int, say: Callable[[str], object] = lambda line: None) -> str:
    """Make the database anew and return its address; it stays until somebody drops it."""
    with (
        content_template() as template,
        psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection,
    ):
        connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
        connection.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)))
    multiply(address_of(name), scale=scale, say=say)
    return address_of(name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, default=100, help="how many times the content: 1, 100, 1000")
    parser.add_argument("--name", help="of the database; brainmatter_<scale>x if it is left out")
    asked = parser.parse_args()
    started = time.monotonic()

    def say(line: str) -> None:
        print(f"{time.monotonic() - started:7.1f} s  {line}", flush=True)

    print(make(asked.name or f"brainmatter_{asked.scale}x", scale=asked.scale, say=say))


if __name__ == "__main__":
    main()
