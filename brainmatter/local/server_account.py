"""Whom PostgreSQL runs as: it refuses to be root, and so needs somebody else when we are."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from brainmatter.local.errors import LocalSiteError


@dataclass(frozen=True)
class ServerAccount:
    """A system account, and the words to put before a command so that it runs as that account."""

    uid: int
    gid: int
    prefix: tuple[str, ...] = ()

    def give(self, path: Path) -> None:
        """Make the path this account's own; nothing to do when it is ours already."""
        if self.prefix:
            os.chown(path, self.uid, self.gid)


def server_account(*, programs: Path, home: Path) -> ServerAccount:
    """Who is to run the server with the given programs and with its data below `home`.

    An ordinary user runs it as themselves. For root it is the owner of the folder, or else the account
    that Debian's own PostgreSQL would use, or else `nobody`: no account is ever created.
    LocalSiteError when that account can read neither the programs nor the folder.
    """
    if os.geteuid() != 0:
        return ServerAccount(os.geteuid(), os.getegid())
    entry = _account_for_root(home)
    plain = (
        "setpriv",
        f"--reuid={entry.pw_uid}",
        f"--regid={entry.pw_gid}",
        "--clear-groups",
    )
    # A clone below /root is closed to everybody else. The server then keeps one of root's rights,
    # that of opening files, instead of us opening the folders to the world; the last option has the
    # kernel's own answer to "may I open this?" agree with it.
    with_access = (
        *plain,
        "--inh-caps=+dac_override",
        "--ambient-caps=+dac_override",
        "--securebits=+no_setuid_fixup",
    )
    for prefix in (plain, with_access):
        if _can_reach(prefix, programs / "postgres", home):
            return ServerAccount(entry.pw_uid, entry.pw_gid, prefix)
    raise LocalSiteError(
        f"PostgreSQL does not run as root, and the account {entry.pw_name!r} cannot read {home}: "
        "put the project where others can read it, run this as an ordinary user, or set DATABASE_URL."
    )


def _account_for_root(home: Path) -> pwd.struct_passwd:
    owner = home.stat().st_uid
    if owner != 0:
        try:
            return pwd.getpwuid(owner)
        except KeyError:
            pass  # A folder shared with a container may belong to a number without a name.
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise LocalSiteError(
        "PostgreSQL does not run as root, and there is no account `postgres` or `nobody` to run it as: "
        "run this as an ordinary user, or set DATABASE_URL."
    )


def _can_reach(prefix: tuple[str, ...], program: Path, home: Path) -> bool:
    try:
        ran = subprocess.run([*prefix, str(program), "--version"], cwd="/", capture_output=True, check=False)
        entered = subprocess.run([*prefix, "ls", str(home)], cwd="/", capture_output=True, check=False)
    except FileNotFoundError as missing:
        raise LocalSiteError(
            "PostgreSQL does not run as root, and `setpriv` (package util-linux) is not here to change that: "
            "run this as an ordinary user, or set DATABASE_URL."
        ) from missing
    return ran.returncode == 0 and entered.returncode == 0
