"""The folder a local site keeps its own things in, and the environment its settings are read from."""

import fcntl
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from brainmatter.local.database import EmbeddedDatabase
from brainmatter.local.errors import LocalSiteError

ROOT = Path(__file__).resolve().parent.parent.parent


def var_folder() -> Path:
    """`var/`, made if missing. LocalSiteError when the folder of the project cannot be written to."""
    var = ROOT / "var"
    try:
        var.mkdir(exist_ok=True)
        probe = var / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise LocalSiteError(
            f"{ROOT} cannot be written to ({error.strerror}): put the project in a folder of your own."
        ) from error
    return var


def preparation_note(var: Path) -> Path:
    """The file that says what the local site was last prepared from. Whoever may undo that removes it."""
    return var / "prepared"


def secret_key(var: Path) -> str:
    """The local site's secret key, drawn at random the first time and then kept for its owner only."""
    path = var / "secret-key"
    if not path.exists():
        new = var / f".secret-key-{os.getpid()}"
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        new.rename(path)
    return path.read_text().strip()


@contextmanager
def site_environment(given: Mapping[str, str], *, keep_database: bool = False) -> Iterator[dict[str, str]]:
    """The given environment with what the site needs added where it is missing: a key and a database."""
    var = var_folder()
    environment = dict(given)
    environment.setdefault("SECRET_KEY", secret_key(var))
    if environment.get("DATABASE_URL"):
        yield environment
        return
    database = EmbeddedDatabase(var)
    if not database.exists():
        preparation_note(var).unlink(missing_ok=True)
    with database.joined(keep=keep_database) as address:
        yield environment | {"DATABASE_URL": address}


@contextmanager
def test_environment(given: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """What the tests run in: nothing random, nothing slow, and a test database that nobody else uses."""
    environment = {
        "SECRET_KEY": "only-for-tests",
        "FAST_PASSWORDS": "true",
        "STATIC_FROM_SOURCE": "true",
        # What a test writes need not survive a power cut.
        "PGOPTIONS": "-c synchronous_commit=off",
        **given,
        "DEBUG": "false",
        # A test starts many programs: whoever has switched this off would compile all code for each of them anew.
        "PYTHONDONTWRITEBYTECODE": "",
    }
    with site_environment(environment, keep_database=False) as ready, _test_database_name(var_folder()) as name:
        yield {"TEST_DATABASE_NAME": name, **ready}


@contextmanager
def _test_database_name(var: Path) -> Iterator[str]:
    """The first name of a row that no other run of the tests is using."""
    for number in range(1, 100):
        with (var / f"tests-{number}.lock").open("a") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield f"test_brainmatter_{number}"
            return
    raise LocalSiteError("A hundred runs of the tests are under way in this folder: wait for one to end.")
