"""The one kind of failure that whoever typed the command can mend."""


class LocalSiteError(Exception):
    """What went wrong and what to do about it, in one line for the person at the terminal."""
